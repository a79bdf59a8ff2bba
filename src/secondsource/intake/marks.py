"""How the parts of a page show what they are: a table of elements, roles and words of class names."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from secondsource.intake.tables import wordset

# lxml's elements: its stubs type them too loosely to help here.
Element = Any

# The attributes in which a page's makers name its parts.
NAMED_BY = ("class", "id", "data-component", "data-testid", "data-gu-name", "data-qa", "data-module")
# Wrappers of a whole page: what their class says is said of the page, not of a part of it.
WHOLES = wordset("html body main article")


@dataclass(frozen=True, slots=True)
class Mark:
    """How a part shows what it is: by its element, its role, or a word of its class or id."""

    tags: frozenset[str]
    roles: frozenset[str]
    words: re.Pattern[str]


def _mark(words: str, *, tags: str = "", roles: str = "") -> Mark:
    alternatives = "|".join(words.split())
    return Mark(wordset(tags), wordset(roles), re.compile(rf"(?:^|-)(?:{alternatives})(?:-|$)"))


# Words are matched within class names cut at hyphens, underscores and capitals.
MARKS: Mapping[str, Mark] = MappingProxyType(
    {
        "nav": _mark(
            "nav navbar navigation menu breadcrumbs? pagination pager toc skip-link",
            tags="nav menu",
            roles="navigation menu menubar",
        ),
        "aside": _mark(
            "sidebar rail related recirc recirculation recommended recommendations "
            "more-(?:stories|news|from|on) most-(?:read|viewed|popular) trending popular newsletter "
            "signup sign-up subscribe subscription paywall share sharing social ads? advert "
            "advertisement sponsor sponsored promo promoted taboola outbrain also-read "
            "read-(?:more|next|also) pullquote pull-quote author-(?:bio|box|info|card) about-author "
            "bio tags tag-list toolbar rating infobox print-only screen-reader-text visually-hidden "
            "sr-only inline-links",
            tags="aside",
            roles="complementary",
        ),
        "footer": _mark("footer copyright colophon disclaimer", tags="footer", roles="contentinfo"),
        "banner": _mark(
            "masthead site-header top-bar topbar site-title site-branding site-logo logo", roles="banner"
        ),
        "form": _mark(
            "login signin sign-in search-form searchbox register-form",
            tags="form search fieldset",
            roles="form search",
        ),
        "caption": _mark(
            "captions? photo-credit image-credit gallery slideshow",
            tags="figcaption figure caption",
            roles="figure",
        ),
        "comments": _mark("comments? comment-list commentlist disqus respond replies"),
        "consent": _mark(
            "(?:cookies?|consent|privacy|gdpr|ccpa|tracking)-(?:banner|notice|wall|bar|popup|modal|message|warning|"
            "overlay|dialog|container|layer|manager|prompt|box|info|settings) "
            "consent gdpr ccpa cmp cmpbox onetrust didomi qc-cmp2 sp-message truste trustarc "
            "usercentrics cookiebot cookieconsent cookielaw cookie-law-info eupopup"
        ),
        "dialog": _mark(
            "modal popup pop-up overlay lightbox interstitial toast",
            tags="dialog",
            roles="dialog alertdialog",
        ),
        "byline": _mark(
            "bylines? authors?$ authors?-- author-names? written-by contributors? post-author entry-author"
        ),
    }
)
# Before a marking word these say that the part is about something else: "no-sidebar", "category-consent".
_ELSEWHERE = re.compile(
    r"(?:no|has|with|without|is|js|tag|category|topic|section|post-type|hide|show|not|to|above|below|open)-"
)
# After them these say that a box is open somewhere on the page, not that this is the box.
_STATE = re.compile(r"-(?:open|opened|closed|active|visible|enabled|disabled|shown|present|ready|on|off)$")
_OWN_FOOT = re.compile(r"\b(?:post|entry|article|node|story)[-_]{1,2}(?:footer|foot|meta)\b", re.IGNORECASE)
_ARTICLE = wordset("article hentry post news-single story-body")
UNSEEN = wordset(
    "sr-only visually-hidden visuallyhidden screen-reader-text screen-reader-only a11y-hidden noprint "
    "mw-editsection u-hidden"
)
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_LONGEST_NAMES = 1000


def flags_of(element: Element) -> frozenset[str]:
    """The MARKS that one element shows by itself."""
    names = " ".join(filter(None, map(element.get, NAMED_BY)))
    return _flags(element.tag, (element.get("role") or "").lower(), names[:_LONGEST_NAMES])


@functools.lru_cache(maxsize=4096)
def _flags(tag: str, role: str, names: str) -> frozenset[str]:
    words = [] if tag in WHOLES else _words(names)
    return frozenset(
        name
        for name, mark in MARKS.items()
        if tag in mark.tags or role in mark.roles or any(mark.words.search(word) for word in words)
    )


def flags_around(element: Element) -> frozenset[str]:
    """The MARKS that hold for an element or anything around it."""
    return frozenset(flag for other in (element, *element.iterancestors()) for flag in flags_of(other))


def is_own_footer(element: Element) -> bool:
    """True for what lies in the foot or meta line of one article, and not in the foot of the page.

    Systems set byline and date there, above the text as well as below it. A bare footer element is none:
    nothing says what is in it.
    """
    foot = next((e for e in (element, *element.iterancestors()) if "footer" in flags_of(e)), None)
    if foot is None:
        return False
    if _OWN_FOOT.search(foot.get("class") or ""):
        return True
    return foot.tag != "footer" and any(
        around.tag == "article" or not _ARTICLE.isdisjoint((around.get("class") or "").lower().split())
        for around in foot.iterancestors()
    )


def is_hidden(element: Element) -> bool:
    """True for what a browser would not show, or shows to screen readers and editors alone."""
    if element.get("hidden") is not None or _HIDDEN.search(element.get("style") or ""):
        return True
    return not UNSEEN.isdisjoint((element.get("class") or "").split())


def _words(names: str) -> list[str]:
    cut = (_HUMPS.sub("-", name).replace("_", "-").lower() for name in names.split())
    return [word for word in cut if not _ELSEWHERE.match(word) and not _STATE.search(word)]

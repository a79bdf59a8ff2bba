"""Pages that are no report: consent walls, logins, "not found", errors, pages of links.

A page is judged by its text and its structure together. Text counts as *talk* of a kind when it
speaks to the reader ("you", "we", a command) about the matter of that kind, and tells of nobody who
said it. A page with prose that is no such talk is a report, whatever boxes lie over it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from secondsource.errors import NoText
from secondsource.intake.article import is_prose, words
from secondsource.intake.page import Element, Piece


@dataclass(frozen=True, slots=True)
class Talk:
    """One kind of page that is no report: its matter, titles that announce it, and the words for it."""

    matter: re.Pattern[str]
    title: re.Pattern[str]
    message: str


def _talk(matter: str, title: str, message: str) -> Talk:
    return Talk(re.compile(rf"\b(?:{matter})", re.I), re.compile(rf"\b(?:{title})", re.I), message)


TALKS: Mapping[str, Talk] = MappingProxyType(
    {
        "consent-wall": _talk(
            r"cookies?\b|consent|privacy|partners?\b|vendors?\b|personal (?:data|information)|personali[sz]|advertis|\bads\b|"
            r"track(?:ing|ers?)\b|legitimate interest|preferences|your choices?|settings\b|accept\b|reject\b|decline\b|"
            r"your (?:device|browser|browsing|data)|data processing|process(?:ing)? (?:your )?data|measure(?:ment)?\b.{0,20}content|"
            r"third[- ]part|gdpr|analytics|identifiers?\b|opt[- ]out|datenschutz|einwilligung|cookies?-|confidentialité|"
            r"consentement|privacidad|consentimiento|toestemming",
            r"before you continue|cookie|consent|privacy (?:settings|choices|preferences|notice)|your privacy",
            "this page is a consent wall, not an article; accept it in a browser and save the page behind it",
        ),
        "login-page": _talk(
            r"log[- ]?(?:ged )?in\b|sign[- ]?(?:ed )?in\b|sign[- ]?up\b|log[- ]?out\b|password|passcode|accounts?\b|user ?names?\b|"
            r"e-?mail\b|regist(?:er|ration)|subscri|member(?:s|ship)?\b|free trial|forgot|remember me|"
            r"(?:continue|keep) reading|read on\b|unlimited|unlock|already a\b|premium|free articles?|anmelden|passwort|"
            r"se connecter|mot de passe|iniciar sesi|contraseñ|billing|cancel any ?time",
            r"log ?in|sign ?in|sign ?up|subscribe|register|members? only|account",
            "this page asks for a login or a subscription and holds no article; log in with a browser and save the page",
        ),
        "not-found-page": _talk(
            r"404|not (?:be )?found|(?:can ?no|can['’]?|could ?n['’]?)t (?:be )?f(?:ind|ound)|(?:this|that|the|your) (?:web ?)?"
            r"(?:page|story|article|link|address|url)\b|pages?\b|links?\b|\burl\b|home ?page|search|exists?\b|moved|removed|deleted|"
            r"expired|broken|looking for|typed|mistyped|oops|no longer|go back|return to|site ?map|seite nicht gefunden|"
            r"introuvable|no encontrad",
            r"404|410|page (?:was )?(?:not|could not|cannot|can['’]t)|not found|no longer (?:available|exists?)|does(?: not|n['’]t) exist|"
            r"nothing found|page (?:is )?(?:missing|gone|unavailable)|oops|lost\?",
            "this page says that what was asked for is not found; check the address",
        ),
        "error-page": _talk(
            r"\berrors?\b|40[013]\b|429\b|50[0-4]\b|access denied|forbidden|permission|servers?\b|javascript|browser|captcha|robot|"
            r"human\b|verif|security|cloudflare|unusual (?:traffic|activity)|automated|unavailable|try again|refresh|reload|"
            r"your (?:request|connection|ip|network|region|country|location)|this request|reference\b|ray id|incident|enable\b|"
            r"maintenance|overload|too many requests|checking|upgrade your|not supported|blocked|administrator|timed? ?out|"
            r"went wrong|bad gateway|support id",
            r"40[013]\b|429|50[0-4]\b|error|access denied|forbidden|just a moment|attention required|are you (?:a )?(?:human|robot)|captcha|"
            r"service unavailable|bad gateway|security check|unavailable|maintenance|blocked|something went wrong|"
            r"verify|javascript",
            "this page is a server's error or check, not an article; open it in a browser and save the page behind it",
        ),
    }
)  # fmt: skip
LINKS = "this page is a list of links to articles, not an article; give the addresses of those you want"
NOTHING = "this page holds no article that could be told apart; save the text itself"

_TO_READER = re.compile(
    r"\b(?:you|your|yours|we|our|us|sie|ihre|unsere|vous|votre|nous|nos)\b|(?:^|[.!?:]\s+)(?:please|accept|manage|agree|reject|log|"
    r"sign|subscribe|register|create|enter|forgot|try|check|go|click|enable|return|turn|refresh|reload|contact|complete|continue|"
    r"unlock|join|start|choose|select|verify|wait|visit|use|sorry|oops)\b",
    re.I,
)
_REPORTED = re.compile(
    r"\b(?:said|says|told|according to|announced|reported|ruled|argued|warned|added|wrote|fined|court|police|minister)\b", re.I
)
_BUTTON = re.compile(
    r"\s*(?:(?:i )?(?:accept|agree|consent|allow|reject|refuse|decline|deny|manage|customi[sz]e|save)\b.{0,40}|got it\W*|"
    r"cookie settings|more options|alle akzeptieren|akzeptieren.{0,20}|tout (?:accepter|refuser)|aceptar.{0,20})\s*",
    re.I,
)
_DECLARED = re.compile(r"article|news|blogposting|report", re.I)

# Words of prose that is no talk from which on a page is a report, whatever else it says; and the
# share of talk over which not even that saves it (a consent page of many paragraphs).
ENOUGH_PROSE = 40
MOSTLY_TALK = 0.75
# Under ENOUGH_PROSE: from this share of talk on it is a wall.
HALF_TALK = 0.5
# A piece of fewer words is talk by one word of the matter, and need not speak to anyone.
SHORT = 8
# Linked headlines that make a page of links, and the run of words between two of them that makes an
# article again.
CARDS, LONG_RUN, OPENING_RUN = 5, 120, 25


def talk_of(text: str) -> frozenset[str]:
    """The kinds of TALKS that a piece of text is talk of."""
    short = words(text) < SHORT
    if _REPORTED.search(text) or not (short or _TO_READER.search(text)):
        return frozenset()
    needed = 1 if short else 2
    hits = {kind: len({hit.lower() for hit in talk.matter.findall(text)}) for kind, talk in TALKS.items()}
    return frozenset(kind for kind, count in hits.items() if count >= needed)


def refuse_walls(
    root: Element, pieces: Sequence[Piece], chosen: Sequence[int], *, titles: Sequence[str], kind: str | None
) -> None:
    """Raises NoText with the kind of page this is, when it is none with an article.

    titles: the page's title and main heading. kind: what its metadata call it ("NewsArticle").
    """
    declared = bool(kind and _DECLARED.search(kind))
    article = [pieces[index] for index in chosen]
    prose = sum(words(piece.text) for piece in article if is_prose(piece) and not talk_of(piece.text))
    shares = _shares(article)
    wall = max(shares, key=lambda name: shares[name])
    if prose and not declared and is_link_page(pieces):
        raise NoText(LINKS, kind="link-page")
    if prose >= ENOUGH_PROSE and shares[wall] < MOSTLY_TALK:
        return
    if prose and shares[wall] < HALF_TALK:
        return
    named = wall if prose else _named(root, pieces, titles)
    if named is not None:
        raise NoText(TALKS[named].message, kind=named)
    if is_link_page(pieces) or _links(pieces) >= 2 * CARDS:
        raise NoText(LINKS, kind="link-page")
    raise NoText(NOTHING, kind="no-article")


def _shares(article: Sequence[Piece]) -> dict[str, float]:
    """For each kind the share of the article's words that are talk of it, in [0, 1]."""
    total = sum(words(piece.text) for piece in article) or 1
    shares = dict.fromkeys(TALKS, 0.0)
    for piece in article:
        for kind in talk_of(piece.text):
            shares[kind] += words(piece.text) / total
    return shares


def _named(root: Element, pieces: Sequence[Piece], titles: Sequence[str]) -> str | None:
    """The kind of a page without any prose of its own, from all that it shows; None when nothing tells."""
    seen = _shares([piece for piece in pieces if not piece.flags & {"nav", "footer"}] or pieces)
    scores = {kind: share + 0.5 * any(talk.title.search(title) for title in titles) for kind, share in seen.items() for talk in [TALKS[kind]]}
    scores["login-page"] += 0.4 * bool(root.xpath("//input[translate(@type,'PASWORD','pasword')='password']"))
    buttons = [text for node in root.xpath("//button | //a[@role='button'] | //input[@type='submit' or @type='button']")
               if (text := "".join(node.itertext()) or node.get("value") or "")]
    scores["consent-wall"] += 0.4 * any(_BUTTON.fullmatch(text) for text in buttons[:100])
    scores["consent-wall"] += 0.2 * any("consent" in piece.flags for piece in pieces)
    best = max(scores, key=lambda kind: scores[kind])
    return best if scores[best] >= 0.4 else None


def is_link_page(pieces: Sequence[Piece]) -> bool:
    """True when the page's text is teasers: linked headlines, each with a line or two about it."""
    flow = [piece for piece in pieces if not piece.flags & {"nav", "footer", "banner", "comments", "consent", "dialog", "form"}]
    cards = 0
    run = longest = 0
    opening: int | None = None
    for piece in flow:
        if _is_card(piece):
            opening = run if opening is None else opening
            cards, longest, run = cards + 1, max(longest, run), 0
        elif is_prose(piece):
            run += words(piece.text)
    longest = max(longest, run)
    return cards >= CARDS and longest < LONG_RUN and (opening or 0) < OPENING_RUN


def _is_card(piece: Piece) -> bool:
    """True for a headline or a teaser that is a link to another page."""
    if words(piece.text) < 3 or not piece.leads:
        return False
    return piece.link_share > 0.6 or piece.heading or (piece.linked >= 15 and piece.tag in ("li", "div", "p", "td"))


def _links(pieces: Sequence[Piece]) -> int:
    return sum(piece.link_share > 0.6 for piece in pieces)

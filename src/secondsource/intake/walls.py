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
from secondsource.intake.marks import Element, flags_around, is_hidden
from secondsource.intake.page import Piece


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """One kind of page that is no report: its matter, the titles that announce it, the words for it."""

    matter: re.Pattern[str]
    title: re.Pattern[str]
    message: str


def _any(alternatives: str) -> re.Pattern[str]:
    """A pattern for any of the alternatives, parted by " ; ", from the start of a word."""
    return re.compile(rf"\b(?:{'|'.join(alternatives.split(' ; '))})", re.IGNORECASE)


TALKS: Mapping[str, Talk] = MappingProxyType(
    {
        "consent-wall": Talk(
            matter=_any(
                r"cookies?\b ; consent ; privacy ; partners?\b ; vendors?\b ; personal "
                r"(?:data|information) ; personali[sz] ; advertis ; ads\b ; track(?:ing|ers?)\b ; "
                r"legitimate interest ; preferences ; choices?\b ; settings\b ; accept\b ; reject\b "
                r"; decline\b ; your (?:device|browser|browsing|data) ; data processing ; "
                r"process(?:ing)? (?:your )?data ; measure(?:ment)? ; third[- ]part ; gdpr ; "
                r"analytics ; identifiers?\b ; opt[- ]out ; datenschutz ; einwilligung ; "
                r"confidentialité ; consentement ; privacidad ; consentimiento"
            ),
            title=_any(r"before you continue ; cookie ; consent ; (?:your )?privacy"),
            message="this is a consent wall, no article; accept it in a browser and save the page behind it",
        ),
        "login-page": Talk(
            matter=_any(
                r"log(?:ged)?[- ]?in\b ; sign(?:ed)?[- ]?in\b ; sign[- ]?up\b ; log[- ]?out\b ; "
                r"password ; passcode ; accounts?\b ; user ?names?\b ; e-?mail\b ; "
                r"regist(?:er|ration) ; subscri ; members?(?:hip)?\b ; free trial ; forgot ; "
                r"remember me ; (?:continue|keep) reading ; read on\b ; unlimited ; unlock ; already "
                r"a\b ; premium ; free articles? ; billing ; cancel any ?time ; anmelden ; passwort "
                r"; se connecter ; mot de passe ; iniciar sesi ; contraseñ"
            ),
            title=_any(
                r"log ?in ; sign ?in ; sign ?up ; subscribe ; register\b ; members? only ; "
                r"(?:my|your) account"
            ),
            message="this page asks for a login or a subscription; log in and save the article",
        ),
        "not-found-page": Talk(
            matter=_any(
                r"404\b ; not (?:be )?found ; (?:can ?no|can['’]?|could ?n['’]?)t (?:be "
                r")?f(?:ind|ound) ; (?:page|story|article|link|address|url|file)s?\b ; home ?page ; "
                r"search ; exists?\b ; moved ; removed ; deleted ; expired ; broken ; looking for ; "
                r"mis-?typed ; typed ; oops ; no longer ; go back ; return to ; site ?map ; nicht "
                r"gefunden ; introuvable ; no encontrad"
            ),
            title=_any(
                r"(?:error )?4(?:04|10)\b ; pages? (?:was |is )?(?:not|could "
                r"not|cannot|can['’]t|missing|gone|unavailable) ; not found$ ; no longer "
                r"(?:available|exists?) ; does(?: not|n['’]t) exist ; nothing found ; oops"
            ),
            message="this page says that what was asked for is not found; check the address",
        ),
        "error-page": Talk(
            matter=_any(
                r"errors?\b ; 40[013]\b ; 429\b ; 50[0-4]\b ; access denied ; forbidden ; permission "
                r"; servers?\b ; javascript ; browser ; captcha ; robot ; human\b ; verif ; security "
                r"; cloudflare ; unusual (?:traffic|activity) ; automated ; unavailable ; try again "
                r"; refresh ; reload ; your "
                r"(?:request|connection|ip|network|region|country|location) ; this request ; "
                r"reference\b ; ray id ; incident ; enable\b ; maintenance ; overload ; too many "
                r"requests ; checking ; upgrade ; not supported ; blocked ; administrator ; timed? "
                r"?out ; went wrong ; bad gateway ; support id"
            ),
            title=_any(
                r"(?:error )?(?:40[013]|429|50[0-4])\b ; error\b ; access denied ; forbidden ; just "
                r"a moment ; attention required ; are you (?:a )?(?:human|robot) ; captcha ; service "
                r"unavailable ; bad gateway ; security check ; (?:site|page|service) (?:is "
                r")?(?:temporarily )?unavailable ; maintenance ; something went wrong ; "
                r"verify(?:ing)? ; please enable"
            ),
            message="this is a server's error or check, no article; save the page from a browser",
        ),
    }
)
LINKS = "this page is a list of links to articles, no article; give the addresses of those you want"
NOTHING = "this page holds no article that could be told apart; if a script draws it, save it from a browser"

_TO_READER = _any(
    r"you(?:rs?)?\b ; we\b ; our\b ; us\b ; sie\b ; ihre?\b ; vous\b ; votre\b ; nous\b ; nos\b ; "
    r"please\b ; sorry\b ; oops\b"
)
_COMMAND = re.compile(
    r"(?:^|[.!?:]\s+)(?:accept|manage|agree|reject|log|sign|subscribe|register|create|enter|forgot|try|check|go|click|"
    r"enable|return|turn|refresh|reload|contact|complete|continue|unlock|join|start|choose|select|verify|wait|visit)\b",
    re.IGNORECASE,
)
_REPORTED = _any(
    r"said ; says ; told ; according to ; announced ; reported ; ruled ; argued ; warned ; added ; "
    r"wrote ; fined ; court ; police ; minister"
)
_BUTTON = re.compile(
    r"\s*(?:(?:i )?(?:accept|agree|consent|allow|reject|refuse|decline|deny|manage|customi[sz]e)\b.{0,40}|"
    r"got it\W*|cookie settings|more options|alle akzeptieren|akzeptieren.{0,20}|tout (?:accepter|refuser)|"
    r"aceptar.{0,20})\s*",
    re.IGNORECASE,
)
_DECLARED = re.compile(r"article|news|blogposting|report", re.IGNORECASE)
_PRESSED = "//button | //a[@role='button'] | //input[@type='submit' or @type='button']"
_SECRET = "//input[translate(@type, 'PASWORD', 'pasword') = 'password']"

# From so many words of prose that is no talk on, a page is a report unless it is MOSTLY_TALK; below,
# it is none from HALF_TALK on.
ENOUGH_PROSE, MOSTLY_TALK, HALF_TALK = 40, 0.75, 0.5
# Logins and errors are short; a longer text in their words is a notice about accounts or servers.
LONGEST_WALL = 150
# A piece of fewer words is talk by one word of the matter, and need not speak to anyone.
SHORT = 8
# What has a title of a kind is that kind with this much talk; what has no prose, from this score on.
TITLED_TALK, LEAST_SCORE = 0.1, 0.4
# Linked headlines that make a page of links; words of prose that each may have beside it; the run of
# words between two, or before the first, that makes an article again. A short report has paragraphs in a row,
# which a teaser has not.
CARDS, CARD_WORDS, LONG_RUN, OPENING_RUN = 5, 45, 120, 20
SHORT_RUN, SHORT_LINES, PARTED_LINES = 75, 4, 5
_LINK_WORDS, _LINK_CHARACTERS = 3, 25


def speaks_to_reader(text: str) -> bool:
    """True for words to the reader that tell of nobody who said them."""
    return bool(_TO_READER.search(text) or _COMMAND.search(text)) and not _REPORTED.search(text)


def talk_of(text: str) -> frozenset[str]:
    """The kinds of TALKS that a piece of text is talk of."""
    short = words(text) < SHORT
    if not speaks_to_reader(text) and (not short or _REPORTED.search(text)):
        return frozenset()
    needed = 1 if short else 2
    hits = {kind: {hit.lower() for hit in talk.matter.findall(text)} for kind, talk in TALKS.items()}
    return frozenset(kind for kind, found in hits.items() if len(found) >= needed)


def refuse_walls(
    root: Element, pieces: Sequence[Piece], chosen: Sequence[int], *, titles: Sequence[str], kind: str | None
) -> None:
    """Raises NoText with the kind of page this is, when it is none with an article.

    titles: the page's title and main heading. kind: what its metadata call it ("NewsArticle").
    """
    article = [pieces[index] for index in chosen]
    told = [piece for piece in article if is_prose(piece)]
    total = sum(words(piece.text) for piece in told)
    prose = sum(words(piece.text) for piece in told if not talk_of(piece.text))
    shares = _shares(article)
    if prose and not (kind and _DECLARED.search(kind)) and is_link_page(pieces):
        raise NoText(LINKS, kind="link-page")
    if prose or total >= LONGEST_WALL:
        named = _wall(shares, prose, total, root, titles)
        if named is not None:
            raise NoText(TALKS[named].message, kind=named)
        return
    named = _named(root, pieces, titles)
    if named is not None:
        raise NoText(TALKS[named].message, kind=named)
    if is_link_page(pieces) or sum(piece.link_share > 0.6 for piece in pieces) >= 2 * CARDS:
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


def _wall(
    shares: Mapping[str, float], prose: int, total: int, root: Element, titles: Sequence[str]
) -> str | None:
    """The kind of a page that has some prose of its own, when its talk outweighs it."""
    most = max(shares, key=lambda kind: shares[kind])
    if total >= LONGEST_WALL and most != "consent-wall":
        titled = any(TALKS[most].title.search(title) for title in titles)
        asks = most != "login-page" or _asks_for_password(root)
        return most if titled and asks and shares[most] >= MOSTLY_TALK else None
    if shares[most] >= (MOSTLY_TALK if prose >= ENOUGH_PROSE else HALF_TALK):
        return most
    if prose >= ENOUGH_PROSE:
        return None
    for kind, talk in TALKS.items():
        told = shares[kind] >= TITLED_TALK or (kind == "login-page" and _asks_for_password(root))
        if told and any(talk.title.search(title) for title in titles):
            return kind
    return None


def _named(root: Element, pieces: Sequence[Piece], titles: Sequence[str]) -> str | None:
    """The kind of a page without any prose of its own, from all that it shows; None when nothing tells."""
    shown = [piece for piece in pieces if not piece.flags & {"nav", "footer"}]
    scores = _shares(shown or pieces)
    if sum(words(piece.text) for piece in shown) >= LONGEST_WALL:
        scores = {kind: share if kind == "consent-wall" else 0.0 for kind, share in scores.items()}
    for kind, talk in TALKS.items():
        scores[kind] += 0.5 * any(talk.title.search(title) for title in titles)
    scores["login-page"] += 0.4 * _asks_for_password(root)
    pressed = ("".join(node.itertext()) or node.get("value") or "" for node in root.xpath(_PRESSED)[:100])
    scores["consent-wall"] += 0.4 * any(_BUTTON.fullmatch(text) for text in pressed)
    scores["consent-wall"] += 0.2 * any("consent" in piece.flags for piece in pieces)
    best = max(scores, key=lambda kind: scores[kind])
    return best if scores[best] >= LEAST_SCORE else None


def _asks_for_password(root: Element) -> bool:
    """True when a password is asked for in the page itself, not in a box that opens on demand."""
    for field in root.xpath(_SECRET):
        hidden = any(is_hidden(around) for around in (field, *field.iterancestors()))
        if not hidden and not flags_around(field) & {"nav", "footer", "dialog", "banner"}:
            return True
    return False


def is_link_page(pieces: Sequence[Piece]) -> bool:
    """True when the page's text is teasers: linked headlines, each with a line or two about it."""
    outside = {"nav", "footer", "banner", "comments", "consent", "dialog", "form"}
    cards = total = run = lines = 0
    before = (0, 0)
    whole = False
    opening: int | None = None
    for piece in pieces:
        if piece.flags & outside:
            continue
        if _is_card(piece):
            opening = run if opening is None else opening
            # One link amid an article ("Read also: ...") does not end it; teasers have a line between two.
            before = (run, lines) if lines > 1 else (0, 0)
            cards, run, lines = cards + 1, 0, 0
        elif is_prose(piece):
            run, total, lines = run + words(piece.text), total + words(piece.text), lines + 1
            whole = whole or run >= LONG_RUN or (run >= SHORT_RUN and lines >= SHORT_LINES)
            whole = whole or (
                lines > 1 and run + before[0] >= SHORT_RUN and lines + before[1] >= PARTED_LINES
            )
    if cards < CARDS or total >= CARD_WORDS * cards:
        return False
    return not whole and (opening or 0) < OPENING_RUN


def _is_card(piece: Piece) -> bool:
    """True for a headline or a teaser that opens with a link to another page."""
    if words(piece.text) < _LINK_WORDS or not piece.leads:
        return False
    return piece.link_share > 0.6 or piece.heading or piece.linked >= _LINK_CHARACTERS

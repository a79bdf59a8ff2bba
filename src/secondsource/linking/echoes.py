"""What two reports share: copied words, proven by alignment, with their kind, direction and worth.

A pure function of the two reports and of which of their prints are standing background (`standing`).
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from functools import cached_property
from itertools import accumulate

from secondsource.linking.days import day
from secondsource.linking.passages import AtLeast, Passage, Run, Seeds, passages, seeds_of
from secondsource.linking.prints import RUN, WINDOW, Words, digest_of, prints_of, words_of
from secondsource.linking.publishers import agency, issuer, key_of, moment, names_of, surely_before
from secondsource.linking.stems import rarity, stems
from secondsource.model.echo import Echo, EchoKind, Side, Text
from secondsource.model.span import Span
from secondsource.model.statement import Reason
from secondsource.text.quotes import quotations
from secondsource.text.segment import paragraphs

# Weights in quarters of a word (`prints.weight`). What of a passage may be chance, a name and a title: 22 is
# "Javier Perez de Cuellar, secretary general of the United Nations".
_CHANCE = 22
# Worth of all passages from which they are an echo: one sentence of news with little edited in it.
LEAST_NEWS = 40
# The same for words that stand in many reports: below, they are a name or a turn of phrase.
LEAST_STANDING = 30
# Shares in hundredths: of the shorter report from which it is a copy; of a passage's words that are the same,
# below which it was rewritten.
_WHOLE, _REWRITTEN = 75, 78
_MARKS = re.compile("[\"'“”„«»‘’]")
_LEAST_QUOTED = 6
# Three words that mean something, and some of grammar: "You bring nets when you intend to stay".
_LEAST_QUOTED_WEIGHT = 14
# Share of the shorter report from which one that holds a quotation of the other retells it.
_RETOLD = 55
_SURE = 160
# Words of a closing passage at most, of what stands before it at least, and behind it at most.
_CLOSING, _HEAD, _TAIL = 80, 8, 3
_PARTS = "\x1f"


class Prepared:
    """A report with what is worked out of it once, when it is first asked for."""

    def __init__(self, text: Text) -> None:
        self.text = text

    @cached_property
    def words(self) -> Words:
        """Its folded words."""
        return words_of(self.text.text)

    @cached_property
    def prints(self) -> dict[int, int]:
        """Its prints, each with the word where it begins."""
        return prints_of(self.words.words)

    @cached_property
    def quoted(self) -> bytes:
        """A byte for each word: 1 where it stands in quotation marks."""
        whole, words = self.text.text, self.words
        if not _MARKS.search(whole):
            return bytes(len(words.words))
        marked = bytearray(len(words.words))
        for quotation in quotations(whole, paragraphs(whole)):
            first = bisect_left(words.starts, quotation.span.start)
            stop = bisect_right(words.ends, quotation.span.end)
            marked[first:stop] = b"\1" * max(0, stop - first)
        return bytes(marked)

    @cached_property
    def quoted_before(self) -> Sequence[int]:
        """How many words in quotation marks stand before each word, and in all."""
        return array("i", accumulate(self.quoted, initial=0))

    @cached_property
    def seeds(self) -> Seeds:
        """Its runs of a few words."""
        return seeds_of(self.words)

    @property
    def has_seeds(self) -> bool:
        """Whether these are worked out."""
        return "seeds" in vars(self)

    def lighten(self) -> None:
        """Forget what is large and soon made again."""
        vars(self).pop("seeds", None)

    @cached_property
    def state(self) -> int:
        """A digest of all that it is compared by."""
        of = self.text
        told = [of.title or "", of.publisher or "", of.published or "", of.dateline or "", *sorted(of.ties)]
        for credit in of.credits:
            told += [credit.kind, credit.name, credit.text]
            told += [f"{span.start}-{span.end}" for span in credit.spans]
        # Two texts of the same words may differ in marks and blanks, and so in where the words stand.
        return digest_of((_PARTS.join(told), of.text))

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of its words that carry meaning."""
        return frozenset(stems(self.text.text))

    @cached_property
    def rare(self) -> int:
        """How rare these are, all together."""
        return sum(map(rarity, self.stems))


def compare(a: Prepared, b: Prepared, *, standing: Collection[int] = ()) -> Echo | None:
    """The words that two reports share, a being the earlier in canonical order; None where that is chance.

    standing: those prints that are standing background. Two versions of one report are no echo.
    """
    if a.text.ties & b.text.ties:
        return None
    # One that is compared with many has its seeds made once.
    seeds = None if b.has_seeds else a.seeds
    found = passages(
        a.words,
        b.words,
        seeds=(seeds, None if seeds else b.seeds),
        at_least=AtLeast(_CHANCE, _LEAST_QUOTED, a.quoted_before),
    )
    marked = _standing_words(a, standing)
    fresh = [_worth(passage, a.words, marked) for passage in found]
    all_of = [_worth(passage, a.words, b"") for passage in found] if marked else fresh
    news = sum(fresh) >= LEAST_NEWS
    if not news and sum(all_of) < LEAST_STANDING:
        return _quoted(a, b, found, marked)
    kept = [passage for passage, worth in zip(found, fresh if news else all_of, strict=True) if worth > 0]
    kind = _kind(a, b, kept)
    news = news or kind == "copy"
    closing = news and kind != "copy" and _is_closing(a, b, kept)
    news = news and not closing
    first, why = direction(a.text, b.text) if news else (None, ())
    if kind == "same-quote" and not any(reason.code == "echo-credits" for reason in why):
        first, why = None, (Reason(code="echo-quoted"),)
    worth = sum(fresh) if (news or closing) and sum(fresh) >= LEAST_NEWS else sum(all_of)
    return Echo(
        a=a.text.report,
        b=b.text.report,
        kind=kind,
        spans_a=tuple(a.words.span(*passage.a) for passage in sorted(kept, key=lambda p: p.a)),
        spans_b=tuple(b.words.span(*passage.b) for passage in sorted(kept, key=lambda p: p.b)),
        first=first,
        news=news,
        probability=_probability(worth, LEAST_NEWS if news else LEAST_STANDING),
        reasons=(*_reasons(a, b, kept), *(() if news else (_standing_reason(closing),)), *why),
    )


def _standing_reason(closing: bool) -> Reason:
    return Reason(code="echo-closing" if closing else "echo-standing")


def _is_closing(a: Prepared, b: Prepared, found: Sequence[Passage]) -> bool:
    """Whether all that is shared closes two reports of one publisher that begin with news of other days.

    Background of a few sentences that a paper prints under what it has to tell, or its note on itself.
    """
    publisher = key_of(issuer(a.text) or "")
    days = [day(moment(text.text)) for text in (a, b)]
    if not publisher or publisher != key_of(issuer(b.text) or "") or None in days or days[0] == days[1]:
        return False
    (passage, *others) = found
    ends = len(a.words.words) - passage.a[1], len(b.words.words) - passage.b[1]
    return (
        not others
        and max(ends) <= _TAIL
        and min(passage.a[0], passage.b[0]) >= _HEAD
        and passage.width <= _CLOSING
    )


def _quoted(a: Prepared, b: Prepared, found: Sequence[Passage], standing: bytes) -> Echo | None:
    """The echo of two reports that share a quotation and little else word for word; None without one.

    Where the one tells what the other tells besides, it retells it; else both may have heard the words.
    """
    kept = [
        quoted for passage in found for run in passage.runs for quoted in _within_marks(a, b, run, standing)
    ]
    if not kept:
        return None
    share = _told_alike(a, b)
    retold = share >= _RETOLD
    first, why = direction(a.text, b.text)
    if not retold and not any(reason.code == "echo-credits" for reason in why):
        first, why = None, (Reason(code="echo-quoted"),)
    told = (Reason(code="echo-retold", values=(str(share),)),) if retold else ()
    return Echo(
        a=a.text.report,
        b=b.text.report,
        kind="rewrite" if retold else "same-quote",
        spans_a=tuple(a.words.span(*passage.a) for passage in sorted(kept, key=lambda p: p.a)),
        spans_b=tuple(b.words.span(*passage.b) for passage in sorted(kept, key=lambda p: p.b)),
        first=first,
        probability=750 if retold else 700,
        reasons=(*_reasons(a, b, kept), *told, *why),
    )


def _within_marks(a: Prepared, b: Prepared, run: Run, standing: bytes) -> list[Passage]:
    """The stretches of a run that stand in quotation marks in both texts, of enough words."""
    found: list[Passage] = []
    start = None
    if b"\1" not in a.quoted[run.a : run.a + run.n] or b"\1" not in b.quoted[run.b : run.b + run.n]:
        return found
    for n in range(run.n + 1):
        inside = n < run.n and a.quoted[run.a + n] and b.quoted[run.b + n]
        inside = inside and not (standing and standing[run.a + n])
        if inside and start is None:
            start = n
        elif not inside and start is not None:
            weight = a.words.sums[run.a + n] - a.words.sums[run.a + start]
            if n - start >= _LEAST_QUOTED and weight >= _LEAST_QUOTED_WEIGHT:
                found.append(Passage((Run(run.a + start, run.b + start, n - start),), weight))
            start = None
    return found


def _told_alike(a: Prepared, b: Prepared) -> int:
    """How much of what the shorter report tells stands in the other, by rarity of stems, in hundredths."""
    one, other = (a, b) if len(a.stems) <= len(b.stems) else (b, a)
    return sum(map(rarity, one.stems & other.stems)) * 100 // one.rare if one.rare else 0


def twins(a: Text, b: Text) -> Echo | None:
    """The echo of two reports of the very same words; None for versions of one report under one title."""
    if a.ties & b.ties and a.title == b.title:
        return None
    first, why = direction(a, b)
    return Echo(
        a=a.report,
        b=b.report,
        kind="copy",
        spans_a=(Span(0, len(a.text)),),
        spans_b=(Span(0, len(b.text)),),
        first=first,
        reasons=(Reason(code="echo-whole"), *why),
    )


def direction(a: Text, b: Text) -> tuple[Side | None, tuple[Reason, ...]]:
    """Whose words they were, by credits and then by times; None where both leave it open, with the reason."""
    by_a, by_b = credited(a, b), credited(b, a)
    if by_a and by_b:
        return None, (Reason(code="echo-credits-both", values=(by_a, by_b)),)
    if by_a or by_b:
        who = issuer(a if by_a else b) or ("a" if by_a else "b")
        return ("b" if by_a else "a"), (Reason(code="echo-credits", values=(who, by_a or by_b)),)
    common = _both_credit(a, b)
    if common:
        return None, (Reason(code="echo-common", values=(common,)),)
    one, other = moment(a), moment(b)
    if surely_before(one, other):
        return "a", (Reason(code="echo-earlier", values=(one or "", other or "")),)
    if surely_before(other, one):
        return "b", (Reason(code="echo-earlier", values=(other or "", one or "")),)
    return None, (Reason(code="echo-order-open"),)


def credited(by: Text, to: Text) -> str:
    """The words with which a report credits the issuer of another; "" where it does not. Never itself."""
    names = names_of(issuer(to) or "")
    own = names_of(issuer(by) or "")
    if not names or names & own:
        return ""
    told = agency(by)
    if told is not None and names_of(told) & names:
        return told
    for credit in by.credits:
        if (names_of(credit.name) | names_of(credit.text)) & names:
            return credit.text
    return ""


def _both_credit(a: Text, b: Text) -> str:
    """Whom both credit."""
    theirs: dict[str, str] = {}
    for credited_by_a in _credit_names(a):
        theirs |= dict.fromkeys(names_of(credited_by_a), credited_by_a)
    own = names_of(issuer(a) or "") | names_of(issuer(b) or "")
    shared = {form for name in _credit_names(b) for form in names_of(name) if form in theirs} - own
    return min((theirs[name] for name in shared), default="")


def _credit_names(text: Text) -> list[str]:
    told = agency(text)
    return [*(credit.name for credit in text.credits), *([told] if told else [])]


def _standing_words(text: Prepared, standing: Collection[int]) -> bytes:
    """A byte for each word of a text: 1 where it stands in a run of standing background."""
    if not standing:
        return b""
    marked = bytearray(len(text.words.words))
    places = sorted(at for print, at in text.prints.items() if print in standing)
    last = None
    for at in places:
        # Between two prints that winnowing kept others are left out.
        start = at if last is None or at - last > RUN + WINDOW else last
        marked[start : at + RUN] = b"\1" * (at + RUN - start)
        last = at
    return bytes(marked)


def _worth(passage: Passage, words: Words, standing: bytes) -> int:
    """The weight of a passage's words in common outside of standing background, less what chance gives."""
    weight = 0
    for run in passage.runs:
        stop = run.a + run.n
        if standing and b"\1" in standing[run.a : stop]:
            weight += sum(words.weights[at] for at in range(run.a, stop) if not standing[at])
        else:
            weight += words.sums[stop] - words.sums[run.a]
    return max(0, weight - _CHANCE)


def _kind(a: Prepared, b: Prepared, found: Sequence[Passage]) -> EchoKind:
    """copy: most of the shorter one; same-quote: only words in quotation marks; rewrite: changed all over."""
    if _all_quoted(a, [p.a for p in found]) and _all_quoted(b, [p.b for p in found]):
        return "same-quote"
    same, wide = sum(p.words for p in found), sum(p.width for p in found)
    shorter = min(len(a.words.words), len(b.words.words))
    if same * 100 < wide * _REWRITTEN:
        return "rewrite"
    return "copy" if same * 100 >= shorter * _WHOLE else "partial"


def _all_quoted(text: Prepared, ranges: Sequence[tuple[int, int]]) -> bool:
    """Whether word ranges stand in quotation marks, but for two words at their ends."""
    for start, stop in ranges:
        inner = sum(text.quoted[start:stop])
        if inner < _LEAST_QUOTED or stop - start - inner > 2:
            return False
    return bool(ranges)


def _probability(worth: int, least: int) -> int:
    """From 800 at the least worth to 995."""
    return min(995, 800 + 195 * (worth - least) // _SURE)


def _reasons(a: Prepared, b: Prepared, found: Sequence[Passage]) -> tuple[Reason, ...]:
    same, wide = sum(p.words for p in found), sum(p.width for p in found)
    shorter = max(1, min(len(a.words.words), len(b.words.words)))
    reasons = [Reason(code="echo-words", values=(str(same), str(min(100, same * 100 // shorter))))]
    if same * 100 < wide * 95:
        reasons.append(Reason(code="echo-edited", values=(str(100 - same * 100 // wide),)))
    return tuple(reasons)

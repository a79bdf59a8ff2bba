"""Through whose mouths a statement came: parties from the one who speaks in the report to the one who knows.

A statement inside another is known through the one who makes that other. In its sentence a statement's source
may cite another ("the diplomat, citing his service") or be cited by one ("the minister, quoted by state
media"; "..., Rek said, according to the Courier"). Being told something does not lengthen a chain.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from secondsource.reading.drafts import Draft
from secondsource.reading.tags import Range
from secondsource.text import Segments

Named = Sequence[tuple[Range, str]]
"""Mentions of parties (names, descriptions, pronouns), each with its party's id."""

# Said of the source: the one who is named next knows.
_CITES = re.compile(
    r"(?:citing|quoting|cites|cited|quotes|quoted|relaying|relayed|paraphras(?:ing|ed)|crediting|relying on|"
    r"attribut(?:ing|ed) (?:it|this|that|them|the \w+(?: \w+)?) to|"
    r"on the (?:word|authority) of|in the words of|"
    r"based on (?:\w+ )?(?:information|accounts?|reports?|tips?|intelligence|data|statements?|figures) "
    r"(?:from|by|of)|(?:on|from) information (?:from|by|of)|after speaking (?:to|with)|"
    r"said (?:he|she|they|it) (?:had )?(?:learnt|learned|heard) from)\s"
)
# Said of another: the one who is named next passes on what the source says.
_PASSED_ON = re.compile(
    r"(?:according to|via|per|through|(?:as )?(?:quoted|cited|reported|carried|relayed|published|broadcast|"
    r"translated|distributed|circulated|released|paraphrased) (?:by|on|in))\s"
)
# What one does who passes on another's words, right before the other is named.
_QUOTED = re.compile(r"(?:quotes|quoted|quoting|cites|cited|citing|paraphrased|reports|reported)$")
_QUOTING_CUE = re.compile(r"\b(?:quot(?:e[sd]?|ing)|cit(?:e[sd]?|ing))\b")
_RELAYS = re.compile(
    r"\b(?:report\w*|claim\w*|according|per|quot\w+|cit\w+|writ\w+|wrote|carri\w+|relay\w*)\b"
)
# What the inner statement's source does when all of a relayed content is its own.
_SPEAKS = re.compile(
    r"\b(?:sa(?:y|ys|id|ying)|t(?:ell|ells|old|elling)|stat(?:e|es|ed)|describ(?:e|es|ed)|report(?:s|ed)?|"
    r"claim(?:s|ed)?|confirm(?:s|ed)?|inform(?:s|ed)?|indicat(?:e|es|ed)|warn(?:s|ed)?|announc(?:e|es|ed)|"
    r"assess(?:es|ed)?|ascribed?|blamed?|estimat(?:e|es|ed))\b"
)
_WORDS = re.compile(r"\w+")
_OWN = frozenset(("his", "her", "its", "their", "my", "our", "whose"))
_DETERMINERS = _OWN | frozenset(("a", "an", "the", "this", "that", "these", "those", "some", "one", "two"))
# By these somebody speaks; they pass nothing on.
_PLATFORMS = frozenset(
    _WORDS.findall(
        "twitter x facebook instagram telegram youtube whatsapp email e text phone telephone video letter "
        "radio social statement press spokesman spokeswoman spokesperson skype zoom tiktok reddit weibo"
    )
)
_REACH = 9  # words from what cites to who is cited
_NEAR = 4  # words between a statement's own cue or source and the words that name who passed it on
_DEPTH = 8  # statements inside one another


@dataclass(frozen=True, slots=True, kw_only=True)
class _Voices:
    """What chains are read from. near: drafts that touch a sentence. inside: drafts by their parent."""

    segments: Segments
    drafts: Sequence[Draft]
    sources: Sequence[str | None]
    named: Named
    firsts: Sequence[int]
    near: Mapping[int, Sequence[int]]
    inside: Mapping[int, Sequence[int]]


def chains(
    segments: Segments, drafts: Sequence[Draft], *, sources: Sequence[str | None], named: Named
) -> list[tuple[str, ...]]:
    """The chain of each draft, in party ids; empty where nobody in it is known.

    sources: the party id of each draft's source, or None. named: see Named.
    """
    named = sorted(named, key=lambda row: (row[0][0], -row[0][1]))
    near: dict[int, list[int]] = defaultdict(list)
    inside: dict[int, list[int]] = defaultdict(list)
    for index, draft in enumerate(drafts):
        for first, last in filter(None, (draft.content, draft.cue)):
            for sentence in range(segments.in_sentence[first], segments.in_sentence[last - 1] + 1):
                if not near[sentence] or near[sentence][-1] != index:
                    near[sentence].append(index)
        if draft.parent is not None:
            inside[draft.parent].append(index)
    voices = _Voices(
        segments=segments, drafts=drafts, sources=sources, named=named,
        firsts=[words[0] for words, _ in named], near=near, inside=inside,
    )  # fmt: skip
    return [_chain(voices, index) for index in range(len(drafts))]


def _chain(voices: _Voices, index: int) -> tuple[str, ...]:
    out: list[str] = []
    for i in reversed(_nest(voices.drafts, index)):
        out += _own(voices, i)
    inner = _whole_content(voices, index)
    if inner is not None:
        out += _own(voices, inner)
    return tuple(dict.fromkeys(out))


def _nest(drafts: Sequence[Draft], index: int) -> list[int]:
    """The draft and those that it stands in, from the inside."""
    out = [index]
    while (parent := drafts[out[-1]].parent) is not None and parent not in out and len(out) < _DEPTH:
        out.append(parent)
    return out


def _own(voices: _Voices, index: int) -> list[str]:
    """Those who speak in one statement, the nest apart."""
    source = voices.sources[index]
    draft = voices.drafts[index]
    before: list[str] = []
    after: list[str] = []
    if draft.carried:
        before = _carried_through(voices, index)
    elif draft.cue or draft.source:
        before, after = _beside(voices, index)
    return [*before, *([source] if source else []), *after]


def _carried_through(voices: _Voices, index: int) -> list[str]:
    """Those through whom the words before came that a draft carries on, in its paragraph."""
    segments, start = voices.segments, voices.drafts[index].content[0]
    for k in range(index - 1, -1, -1):
        draft = voices.drafts[k]
        if segments.in_paragraph[draft.content[0]] != segments.in_paragraph[start]:
            return []
        if voices.sources[k] == voices.sources[index] and not draft.carried and draft.parent is None:
            return _beside(voices, k)[0] if draft.cue or draft.source else []
    return []


def _beside(voices: _Voices, index: int) -> tuple[list[str], list[str]]:
    """Those in the statement's sentence through whom its source's words came, and those whom it cites."""
    draft, source = voices.drafts[index], voices.sources[index]
    cue = _text(voices.segments, draft.cue).lower() if draft.cue else ""
    before: list[str] = []
    after: list[str] = []
    if draft.cue and _QUOTING_CUE.search(cue):
        if draft.source and draft.source[0] >= draft.cue[0]:
            before += _subject(voices, draft.cue[0], source)
        else:
            after += _object(voices, (draft.cue[0], len(voices.segments)), source)
    elif draft.source and (verb := _verb_before(voices, draft)):
        before += _subject(voices, verb, source)
    for words in _frame(voices, index):
        after += _cited(voices, index, words)
        before += _passed_on(voices, index, words)
    return before, [party for party in after if party not in before]


def _cited(voices: _Voices, index: int, words: Range) -> list[str]:
    """Those whom the source cites in a stretch of its sentence."""
    return [
        party
        for first, last in _matches(voices, index, words, _CITES)
        for party in _object(voices, (last, words[1]), voices.sources[index])
    ]


def _passed_on(voices: _Voices, index: int, words: Range) -> list[str]:
    """Those who pass on what the source said, named beside its cue, after its content or at the beginning."""
    segments, draft = voices.segments, voices.drafts[index]
    parts = [part for part in (draft.cue, draft.source) if part]
    opens = words[0] == 0 or segments.in_sentence[words[0] - 1] != segments.in_sentence[words[0]]
    out = []
    for first, last in _matches(voices, index, words, _PASSED_ON):
        beside = any(0 <= first - part[1] <= _NEAR for part in parts)
        at_start = first == words[0] and (opens or words[0] == draft.content[1])
        comma = first > words[0] and first <= draft.content[1] + 1
        if (beside or at_start or comma) and segments.word(last).lower() not in _PLATFORMS:
            out += _object(voices, (last, words[1]), voices.sources[index])
    return out


def _matches(voices: _Voices, index: int, words: Range, pattern: re.Pattern[str]) -> list[Range]:
    """Where a pattern stands in a stretch, in whole words, the statement's own cue apart."""
    segments, cue = voices.segments, voices.drafts[index].cue
    base = segments.begins[words[0]]
    out = []
    for match in pattern.finditer(_text(segments, words).lower()):
        first, last = segments.first_at(base + match.start()), segments.first_at(base + match.end() - 1)
        whole = segments.begins[first] == base + match.start()
        if whole and last < words[1] and not (cue and cue[0] <= first < cue[1]):
            out.append((first, last))
    return out


def _frame(voices: _Voices, index: int) -> list[Range]:
    """The statement's sentence without its content and those of others there, in words."""
    segments, draft = voices.segments, voices.drafts[index]
    home = draft.cue or draft.source or draft.content
    sentence = segments.range_of(segments.sentences[segments.in_sentence[home[0]]])
    nest = _nest(voices.drafts, index)
    near = voices.near.get(segments.in_sentence[home[0]], ())
    holes = [voices.drafts[k].content for k in near if k not in nest[1:]]
    if len(nest) > 1:  # inside another's content nothing outside of that is its own
        outer = voices.drafts[nest[1]].content
        sentence = (max(sentence[0], outer[0]), min(sentence[1], outer[1]))
    out, at = [], sentence[0]
    for first, last in sorted(holes):
        if first > at and at < sentence[1]:
            out.append((at, min(first, sentence[1])))
        at = max(at, last)
    out.append((at, sentence[1]))
    # Where another's cue stands, what is cited is that one's.
    beside = (voices.drafts[k] for k in near if k != index)
    others = [d.cue for d in beside if d.cue and d.parent == draft.parent]
    return [
        (first, last)
        for first, last in out
        if first < last and (first <= home[0] < last or not any(first <= cue[0] < last for cue in others))
    ]


def _object(voices: _Voices, words: Range, source: str | None) -> list[str]:
    """The party that is named first in a stretch, past determiners, owners and the source itself."""
    segments = voices.segments
    end = min(words[1], words[0] + _REACH)
    for k in range(bisect_left(voices.firsts, words[0]), len(voices.named)):
        (first, last), party = voices.named[k]
        if first >= end or _broken(segments, words[0], first):
            break
        if party != source and not _owns(segments, (first, last)):
            return [party]
    return []


def _owns(segments: Segments, words: Range) -> bool:
    """True for "his" and "Venn's" before what is theirs."""
    first, last = words
    if last == first + 1 and segments.word(first).lower() in _OWN:
        return True
    tail = [segments.word(k).lower() for k in range(last - 1, min(last + 2, len(segments)))]
    return (
        tail[1:] == ["'", "s"]
        or tail[1:] == ["’", "s"]
        or (tail[1:2] in (["'"], ["’"]) and tail[0].endswith("s"))
    )


def _broken(segments: Segments, word: int, first: int) -> bool:
    """True when a mark ends the clause between two words."""
    return any(segments.word(k) in {";", ":", "(", ")", "—", "–"} for k in range(word, first))


def _subject(voices: _Voices, word: int, source: str | None) -> list[str]:
    """The party that is named last before a word, near it and in its sentence."""
    segments = voices.segments
    best: tuple[int, str] | None = None
    k = bisect_left(voices.firsts, word) - 1
    while k >= 0 and voices.named[k][0][0] >= word - _REACH:
        (first, last), party = voices.named[k]
        fits = last <= word and segments.in_sentence[first] == segments.in_sentence[word] and party != source
        if fits and (best is None or last > best[0]):
            best = (last, party)
        k -= 1
    return [best[1]] if best else []


def _verb_before(voices: _Voices, draft: Draft) -> int | None:
    """Where the verb of one who quotes stands before a source ("reported" only after the content)."""
    assert draft.source
    segments = voices.segments
    for at in range(draft.source[0] - 1, max(-1, draft.source[0] - 3), -1):
        text = segments.word(at).lower()
        if _QUOTED.match(text):
            return at if draft.content[1] <= at or not text.startswith("report") else None
        if text not in _DETERMINERS:
            return None
    return None


def _whole_content(voices: _Voices, index: int) -> int | None:
    """The inner statement that is all of what a draft passes on: from its source to its content's end."""
    draft = voices.drafts[index]
    first, last = draft.content
    if not draft.cue or not _RELAYS.search(_text(voices.segments, draft.cue).lower()):
        return None
    for k in voices.inside.get(index, ()):
        inner = voices.drafts[k]
        if not inner.cue or not inner.source or inner.carried:
            continue
        parts = [inner.source, inner.cue, inner.content]
        whole = min(part[0] for part in parts) <= first + 2 and max(part[1] for part in parts) >= last - 2
        speaks = _SPEAKS.search(_text(voices.segments, inner.cue).lower())
        if whole and speaks and voices.sources[k] not in (None, voices.sources[index]):
            return k
    return None


def _text(segments: Segments, words: Range) -> str:
    first, last = words
    return segments.text[segments.begins[first] : segments.stops[last - 1]] if first < last else ""

"""Identity by content: one form of each value, whatever the order, script or machine."""

from __future__ import annotations

import hashlib
import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.model.identity import canonical, content_id, digest

words = st.text(max_size=12) | st.characters(min_codepoint=0xD800, max_codepoint=0xDFFF)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | words,
    lambda held: st.lists(held, max_size=4) | st.dictionaries(words, held, max_size=4),
    max_leaves=10,
)


def told(value: object) -> str:
    """A value with its types, in an order of its own: an oracle that knows no JSON."""
    if isinstance(value, dict):
        return "{" + ",".join(sorted(f"{key!r}:{told(held)}" for key, held in value.items())) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(told, value)) + "]"
    return repr(value)


def test_the_form_is_pinned() -> None:
    value = {"b": [1, None, True], "a": "Ødal “q” \n/", "é": {}}
    assert canonical(value) == '{"a":"Ødal “q” \\n/","b":[1,null,true],"é":{}}'.encode()


def test_the_id_is_pinned() -> None:
    assert content_id({"a": 1}) == "sha256:" + hashlib.sha256(b'{"a":1}').hexdigest()
    assert digest(b"") == "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@given(values)
def test_nothing_is_lost(value: object) -> None:
    assert told(json.loads(canonical(value).decode("utf-8", "surrogatepass"))) == told(value)


@given(values, values)
def test_two_values_have_one_form_only_when_they_are_the_same(a: object, b: object) -> None:
    assert (canonical(a) == canonical(b)) == (told(a) == told(b))


@given(st.dictionaries(words, values, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_keys_does_not_matter(value: dict[str, object], order) -> None:  # type: ignore[no-untyped-def]
    rows = list(value.items())
    order.shuffle(rows)
    assert content_id(dict(rows)) == content_id(value)


def test_the_order_of_a_list_does() -> None:
    assert content_id([1, 2]) != content_id([2, 1])
    assert content_id([1, 2]) == content_id((1, 2))


@pytest.mark.parametrize("value", [1.0, float("nan"), [0.5], {"a": {"b": [1, (2, 3.0)]}}, (float("inf"),)])
def test_floats_are_refused_however_deep(value: object) -> None:
    with pytest.raises(TypeError, match="float"):
        canonical(value)


@pytest.mark.parametrize("key", [1, None, True, 1.5])
def test_keys_that_are_no_text_are_refused(key: object) -> None:
    with pytest.raises(TypeError, match="keys"):
        canonical({"a": [{key: 1}]})


def test_truth_is_not_one_and_a_numeral_no_number() -> None:
    assert len({content_id(v) for v in (True, 1, "1", "true", None, "null")}) == 6


def test_letters_that_look_alike_are_told_apart() -> None:
    composed, apart = unicodedata.normalize("NFC", "é"), unicodedata.normalize("NFD", "é")
    assert content_id(composed) != content_id(apart)


def test_broken_text_has_an_id_too() -> None:
    halves = {content_id(v) for v in ("\ud83d", "\udedf", "\ud83d\udedf", "🛟", "?")}
    assert len(halves) == 5

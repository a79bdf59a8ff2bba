"""Character sets: told, detected for sure, or refused."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondsource.errors import NoText
from secondsource.intake.charset import codec_name, decode
from tests.intake.pages import failure_of, report_of

LINE = "“The café at the dam’s foot was dry,” said Zoë Müller – its owner – who paid £40 for sandbags.\r\n"


@pytest.mark.parametrize(
    "charset", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_a_text_is_the_same_in_every_character_set(charset: str) -> None:
    report = report_of((LINE * 3).encode(charset))
    assert report.text == LINE * 3


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        (
            "cp1251",
            "Плотина над заливом выдержала ночь, сообщила инженер. Вода не дошла до гребня на ладонь. ",
        ),
        (
            "koi8-r",
            "Плотина над заливом выдержала ночь, сообщила инженер. Вода не дошла до гребня на ладонь. ",
        ),
        (
            "cp1253",
            "Το φράγμα πάνω από τον κόλπο άντεξε όλη τη νύχτα, είπε η μηχανικός στο συμβούλιο της πόλης. ",
        ),
        (
            "euc-jp",
            "湾の上のダムは一晩中持ちこたえたと技師は議会に語った。雨は午前四時にやんだ。三つの家族が学校で寝た。",
        ),
    ],
)
def test_a_legacy_set_is_detected_or_refused_but_never_garbled(charset: str, text: str) -> None:
    body = (text * 5).encode(charset)
    try:
        assert decode(body)[0] == text * 5
    except NoText as error:
        assert error.kind == "undecodable"
    assert decode(body, declared=[charset])[0] == text * 5


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"The dam \xff\xfe\xfd held, she said.", "undecodable"),
        (b"\x81\x8d\x8f\x90\x9d" * 9, "undecodable"),
        ("Zoë said that the café was dry.".encode()[:-1] + b"\xc3", "truncated"),
        ("Zoë said that she \u201cheld on\u201d".encode()[:-1], "truncated"),
        ("Zoë said: déjà vu".encode() + b" \xff and no more", "undecodable"),
        (b"\xff\xfea", "undecodable"),
        (b"The dam held\x00\x01\x02", "not-text"),
        (bytes(range(256)) * 20, "not-text"),
        (b"\x01\x02\x03\x04" * 40, "not-text"),
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\xff\xfe", "empty"),
        ("\u3000\u00a0".encode(), "empty"),
    ],
)
def test_what_is_no_text_is_refused_with_its_kind(body: bytes, kind: str) -> None:
    assert failure_of(body).kind == kind


def test_an_undecodable_text_names_its_first_wrong_byte() -> None:
    assert "byte 8 is ff" in failure_of(b"The dam \xff\xfe\xfd held.").message


@pytest.mark.parametrize(
    ("label", "name"),
    [("latin1", "cp1252"), ("ISO-8859-1", "cp1252"), ("'UTF8'", "utf-8"), ("gb2312", "gb18030"),
     ("utf-7", None),
     ("rot13", None), ("base64", None), ("x-unknown", None), ("", None), ("a\x00b", None)],
)  # fmt: skip
def test_labels(label: str, name: str | None) -> None:
    assert codec_name(label) == name


@given(st.text().filter(lambda text: "\x00" not in text))
def test_utf_8_comes_back_unchanged(text: str) -> None:
    try:
        assert decode(b"\xef\xbb\xbf" + text.encode())[0] == text
    except NoText as error:
        assert error.kind == "not-text"


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(body: bytes) -> None:
    try:
        text, _ = decode(body)
    except NoText as error:
        assert error.kind in ("not-text", "undecodable", "truncated")
    else:
        text.encode("utf-8")

"""Bytes to text: which character set, and a plain refusal where that is not sure."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence

from secondsource.errors import NoText

# Longer marks first: the mark of UTF-32-LE begins with that of UTF-16-LE.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Labels that mean a larger set in practice (WHATWG Encoding, section 4.2).
SUPERSETS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
# Python codecs that are no character sets, and UTF-7, in which markup can hide.
NO_CHARSETS = frozenset(
    {"utf-7", "idna", "punycode", "rot13", "unicode_escape", "raw_unicode_escape", "undefined"}
)

# Of Windows-1252: what English copy holds beside ASCII. A text whose other characters are all
# among these, the letters inside words, is taken for it; any other needs more evidence.
TYPOGRAPHY = frozenset("‘’“”‚„‹›«»–—…•·€£¥¢§°©®™†‡½¼¾×±²³µ¿¡ªº\u00a0\u00ad")
LETTERS = frozenset("àáâãäåæçèéêëìíîïñòóôõöøùúûüßšžœÿýðþÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜŠŽŒÝÐÞ")
# Of all characters; French copy has 5 %, and more than this is another alphabet.
WESTERN_SHARE = 0.15
_ACCENTED_WORD = re.compile(r"[^\W\d_]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f\x80-\x9f]")
# Old wire copy holds a few transmission controls; more than this share is no text.
CONTROL_SHARE = 0.02
# charset-normalizer's measure of mess; its own threshold for a candidate is 0.2.
MESS = 0.1
_SAMPLE = 200_000


def decode(body: bytes, *, declared: Sequence[str] = (), lenient: bool = False) -> tuple[str, str]:
    """The text of some bytes and the name of their character set.

    Tried in order: a byte order mark (which is no part of the text), UTF-8, the declared sets,
    Windows-1252 for English copy, detection. lenient: a few broken bytes of a declared or evident
    UTF-8 become U+FFFD, as browsers do. Raises NoText ("not-text", "undecodable", "truncated").
    """
    for mark, charset in BYTE_ORDER_MARKS:
        if body.startswith(mark):
            return _strict(body[len(mark) :], charset), charset
    names = [name for label in declared if (name := codec_name(label))]
    known = _declared(body, names)
    if known is not None:
        return known
    if b"\x00" in body:
        return _without_mark(body)
    if lenient and (mended := _mended(body)) is not None:
        return mended, "utf-8"
    return _detected(body)


def codec_name(label: str) -> str | None:
    """Python's name for a declared character set, or None when it is not one."""
    try:
        name = codecs.lookup(label.strip().strip("\"'")).name
    except (LookupError, ValueError):
        return None
    if name in NO_CHARSETS or not getattr(codecs.lookup(name), "_is_text_encoding", True):
        return None
    return SUPERSETS.get(name, name)


def _declared(body: bytes, names: Sequence[str]) -> tuple[str, str] | None:
    """UTF-8 first, since hardly anything else passes for it; but not over a set that shifts by escapes."""
    order = ["utf-8", *names]
    if b"\x1b" in body and any(name.startswith(("iso2022", "hz")) for name in names):
        order = [*names, "utf-8"]
    for name in order:
        if name.startswith(("utf-16", "utf-32")) and b"\x00" not in body:
            continue
        try:
            text = body.decode(name)
        except (UnicodeDecodeError, ValueError):
            continue
        _refuse_controls(text)
        return text, name
    return None


def _strict(body: bytes, charset: str) -> str:
    try:
        text = body.decode(charset)
    except UnicodeDecodeError as error:
        raise _undecodable(body, error.start, charset) from None
    _refuse_controls(text)
    return text


def _without_mark(body: bytes) -> tuple[str, str]:
    """UTF-16 without its mark: in western copy nearly every second byte is zero."""
    sample = body[:_SAMPLE]
    for charset, zeros, others in (
        ("utf-16-le", sample[1::2], sample[0::2]),
        ("utf-16-be", sample[0::2], sample[1::2]),
    ):
        if zeros.count(0) > 0.7 * len(zeros) and others.count(0) < 0.05 * len(others) and not len(body) % 2:
            return _strict(body, charset), charset
    raise NoText("these bytes are no text (they hold zero bytes); give the text itself", kind="not-text")


def _refuse_controls(text: str) -> None:
    sample = text[:_SAMPLE]
    found = len(_CONTROL.findall(sample))
    if found > CONTROL_SHARE * len(sample) or "\x00" in text:
        raise NoText(
            "these bytes are no text (they hold control characters); give the text itself", kind="not-text"
        )


def _mended(body: bytes) -> str | None:
    """UTF-8 with U+FFFD for broken bytes, when sound characters outnumber them twenty to one."""
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd") - body.count("\ufffd".encode())
    sound = sum(character > "\x7f" for character in text) - broken
    return text if sound >= 20 * broken else None


def _detected(body: bytes) -> tuple[str, str]:
    if (western := _western(body)) is not None:
        return western, "cp1252"
    _refuse_binary(body)
    guessed = None if _utf8_damaged(body) else _guessed(body)
    if guessed is None:
        error = _utf8_error(body)
        if error is not None and error.reason == "unexpected end of data":
            raise NoText("the text ends inside a character: it was cut off; get it again", kind="truncated")
        raise _undecodable(body, error.start if error else 0, "utf-8")
    return guessed


def _western(body: bytes) -> str | None:
    """The text as Windows-1252, when it is ASCII but for English typography and letters inside words."""
    try:
        text = body.decode("cp1252")
    except UnicodeDecodeError:
        return None
    others = {character for character in text if character > "\x7f"}
    high = sum(character > "\x7f" for character in text)
    if not others <= TYPOGRAPHY | LETTERS or high > WESTERN_SHARE * len(text) or _utf8_damaged(body):
        return None
    for word in _ACCENTED_WORD.findall(text):
        accented = sum(character > "\x7f" for character in word)
        if accented > 2 or (accented and accented * 2 > len(word)):
            return None
    return None if _CONTROL.search(text.replace("\x1b", "")) else text


def _utf8_damaged(body: bytes) -> bool:
    """True when sound UTF-8 characters stand beside the broken ones: then it is UTF-8, cut or spoiled."""
    text = body.decode("utf-8", "replace")
    sound = sum(character > "\x7f" and character != "\ufffd" for character in text)
    return sound > 2 * text.count("\ufffd") or (
        text.endswith("\ufffd") and text.count("\ufffd") == 1 and sound > 0
    )


def _refuse_binary(body: bytes) -> None:
    sample = body[:_SAMPLE]
    controls = sum(byte < 0x20 and byte not in b"\t\n\r\x0c\x1b" for byte in sample)
    if controls > CONTROL_SHARE * len(sample):
        raise NoText(
            "these bytes are no text (they hold control bytes); give the text itself", kind="not-text"
        )


def _guessed(body: bytes) -> tuple[str, str] | None:
    """What charset-normalizer is sure of, told by little mess and by one clear language of the result."""
    from charset_normalizer import from_bytes

    from secondsource.intake.language import verdict

    best = from_bytes(body[:_SAMPLE], threshold=MESS, enable_fallback=False).best()
    if best is None or best.coherence <= 0:
        return None
    name = SUPERSETS.get(codecs.lookup(best.encoding).name, codecs.lookup(best.encoding).name)
    try:
        text = body.decode(name)
    except UnicodeDecodeError:
        return None
    return (text, name) if verdict(text).sure else None


def _utf8_error(body: bytes) -> UnicodeDecodeError | None:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        return error
    return None


def _undecodable(body: bytes, at: int, charset: str) -> NoText:
    shown = body[at : at + 1].hex() or "the end"
    return NoText(
        f"the bytes are not {charset.upper()} (byte {at} is {shown}) and no other character set "
        "fits for sure; save the text as UTF-8",
        kind="undecodable",
    )

"""Which addresses are one: the key under which reports at one address find each other.

Folded is what surely makes no other page: scheme, case of the host, "www.", standard ports, fragments, the
parameters that trackers add, order of parameters, a slash at the end, AMP and mobile forms with a mark of
their own, and copies in a web archive. Everything else parts. The key is a function of the address alone.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from secondsource.ledger.folding import key as folded_key
from secondsource.ledger.folding import storable
from secondsource.model.identity import digest

# Keys longer than this are kept as their digest: PostgreSQL's indexes take 2,704 bytes.
_LONGEST = 200
_PORTS = (80, 443)
# Parameters that say how somebody came, and not where to. By their begin, and whole.
_TRACKING = re.compile(
    r"(?:utm_|hsa_|guce_).*|(?:mtm|pk|piwik|matomo)_(?:campaign|kwd|keyword|source|medium|content|cid|group|placement)"
    r"|at_(?:medium|campaign|custom\d|format|link\w*|ptr\w*)|ns_(?:campaign|source|mchannel|linkname|fee)|wt[._]mc\w*"
    r"|fbclid|gclid|gclsrc|gbraid|wbraid|dclid|msclkid|yclid|ysclid|twclid|ttclid|li_fat_id|igsh(?:id)?"
    r"|mc_[ce]id|mkt_tok|_ga|_gl|_hs(?:enc|mi)|__twitter_impression|cmp(?:id)?|ocid|smid|xtor|s_cid|icid"
    r"|guccounter|oly_(?:anon|enc)_id|vero_id|rb_clickid|ncid|sref|ito|spm",
    re.IGNORECASE,
)
_AMP = re.compile(r"amp|outputtype", re.IGNORECASE)
# Before the name of a site: the same pages for small screens.
_VARIANT_HOSTS = ("www.", "amp.", "m.", "mobile.")
_ARCHIVE = re.compile(
    r"(?:https?:)?//web\.archive\.org/web/(\d{4,14})(?:[a-z]{2}_)?/(?=\w)(.+)", re.IGNORECASE | re.DOTALL
)
_AMP_CACHE = re.compile(
    r"https?://(?:(?:www\.)?google\.[a-z.]+/amp|[\w-]+\.cdn\.ampproject\.org/[cv])/(s/)?(.+)",
    re.IGNORECASE | re.DOTALL,
)
_NO_SCHEME = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?/", re.IGNORECASE)
# What stands in a path and a query as it is (RFC 3986).
_SAFE_PATH = "/:@!$&'()*+,;=~"
# A few digits number the rows of one file, and nothing beyond it.
_ROW_NUMBER = re.compile(r"\d{0,5}")


def address_key(address: str | None) -> str | None:
    """The key of an address; None where it names no single page (none given, or the door of a site).

    What is no web address is its own key, but for blanks at its ends.
    """
    given = (address or "").strip()
    if not given:
        return None
    if archived := _ARCHIVE.fullmatch(given):
        given = archived[2]
    if cached := _AMP_CACHE.fullmatch(given):
        given = f"https://{cached[2]}"
    if _NO_SCHEME.match(given):
        given = f"https://{given}"
    try:
        parts = urlsplit(given)
        host, port = parts.hostname, parts.port
    except ValueError:
        return _bounded(given)
    if parts.scheme.lower() not in ("http", "https") or not host:
        return _bounded(given)
    path, query = _path(parts.path), _query(parts.query)
    if not path and not query:
        return None
    where = _host(host) + (f":{port}" if port and port not in _PORTS else "")
    # Some sites keep the whole address behind "#!".
    routed = f"#{parts.fragment}" if parts.fragment.startswith("!") else ""
    return _bounded(where + path + (f"?{query}" if query else "") + routed)


def record_key(publisher: str | None, record: str | None) -> str | None:
    """The key of a record (a feed's guid, a message's id) of a publisher; None where it tells too little."""
    name, id = folded_key(publisher or ""), (record or "").strip()
    if not name or _ROW_NUMBER.fullmatch(id):
        return None
    return _bounded(f"{name} {id}")


def archived_at(address: str | None) -> str | None:
    """When a web archive took its copy, by the copy's address: ISO 8601, UTC; None for other addresses."""
    found = _ARCHIVE.fullmatch((address or "").strip())
    if found is None or len(found[1]) < 8:
        return None
    stamp = found[1].ljust(14, "0")
    day = f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}"
    return f"{day}T{stamp[8:10]}:{stamp[10:12]}:{stamp[12:]}Z" if len(found[1]) > 8 else day


def _host(host: str) -> str:
    """A host in ASCII and small letters, without what stands before the name of the site."""
    host = host.rstrip(".")
    try:
        host = host.encode("idna").decode("ascii")
    except UnicodeError:
        host = folded_key(host)
    for variant in _VARIANT_HOSTS:
        rest = host.removeprefix(variant)
        if "." in rest:
            host = rest
    return host


def _path(path: str) -> str:
    """A path without steps back, in one form of escapes, without an end that AMP or a slash makes."""
    steps: list[str] = []
    for step in path.split("/"):
        if step == "..":
            steps[1:] = steps[1:-1]
        elif step != ".":
            steps.append(
                quote(unquote(step, errors="surrogateescape"), safe=_SAFE_PATH[1:], errors="surrogateescape")
            )
    made = "/".join(steps).rstrip("/")
    return re.sub(r"(?<=[^/])(?:/amp|\.amp)$", "", made, flags=re.IGNORECASE)


def _query(query: str) -> str:
    """Parameters in order, without those of trackers and those that ask for another form of the page."""
    held = parse_qsl(query, keep_blank_values=True, errors="surrogateescape")
    kept = sorted(pair for pair in held if not _TRACKING.fullmatch(pair[0]) and not _asks_for_amp(*pair))
    return urlencode(kept, errors="surrogateescape")


def _asks_for_amp(name: str, value: str) -> bool:
    return bool(_AMP.fullmatch(name)) and value.lower() in ("", "1", "amp", "true")


def _bounded(made: str) -> str:
    made = storable(made)
    return made if len(made) <= _LONGEST else digest(made.encode())

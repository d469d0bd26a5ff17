"""Content negotiation by `Accept` (RFC 9110 section 12.5.1)."""

import re
from collections.abc import Iterator, Sequence

from app.kit.formats.format import Format

_MEMBER = re.compile(r'(?:[^,"]|"(?:\\.|[^"\\])*"?)+')
_PART = re.compile(r'(?:[^;"]|"(?:\\.|[^"\\])*"?)+')
_NAME = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_RANGE = re.compile(rf"(\*/\*|{_NAME}/\*|{_NAME}/{_NAME})")
_WEIGHT = re.compile(r"0?(?:\.\d{0,3})?|1(?:\.0{0,3})?")

Range = tuple[str, str | None, float]
"""A media range, the charset it asks for, and its weight."""


def accepted(fields: Sequence[str], formats: Sequence[Format]) -> Format | None:
    """Return the format that a client prefers, the first of equals; None if it accepts none.

    `*` is read as `*/*` and `.2` as `0.2`, which old Java sends; any other member that cannot be read is passed over.
    Without the field, or with an empty one, anything is accepted.
    """
    if not ",".join(fields).strip(" \t,"):
        return formats[0]
    ranges = list(_ranges(fields))
    weights = {one: _weight(one, ranges) for one in formats}
    best = max(formats, key=lambda one: weights[one])
    return best if weights[best] > 0 else None


def _ranges(fields: Sequence[str]) -> Iterator[Range]:
    for member in _MEMBER.findall(",".join(fields)):
        media, *parameters = [part.strip(" \t") for part in _PART.findall(member)] or [""]  # of `;` there is no part
        named = {name.strip().lower(): value.strip() for name, _, value in (one.partition("=") for one in parameters)}
        media = "*/*" if media == "*" else media
        weight = named.get("q", "1")
        if _RANGE.fullmatch(media) and weight.strip(".") and _WEIGHT.fullmatch(weight):
            charset = named.get("charset")
            yield media.lower(), charset and charset.strip('"').lower(), float(weight)


def _weight(one: Format, ranges: Sequence[Range]) -> float:
    """Return the weight of the most specific range that a format is in."""
    for names in ({one.type, *one.aliases}, {f"{one.type.partition('/')[0]}/*"}, {"*/*"}):
        found = [weight for media, charset, weight in ranges if media in names and charset in {None, "utf-8", "utf8"}]
        if found:
            return max(found)
    return 0.0

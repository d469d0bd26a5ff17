"""Entity tags, and the conditions of a request that name them (RFC 9110 sections 8.8.3 and 13.1)."""

import re

_TAG = r'(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"'
_EACH = re.compile(_TAG)
_MEMBER = rf"[ \t]*(?:{_TAG}[ \t]*)?"
_LIST = re.compile(rf"(?:{_MEMBER},)*{_MEMBER}")
"""A list whose members may be empty (section 5.6.1.2). Each text can be read in one way only, so time is linear without
possessive quantifiers, which CPython 3.11 matched wrongly before 3.11.5."""


def names(fields: list[str], tag: str, *, strongly: bool = False) -> bool:
    """Tell whether the lines of an If-Match or If-None-Match name `tag`, or all tags with `*`.

    A list that cannot be read names nothing: If-None-Match then gets the whole answer, and If-Match fails. The strong
    comparison of If-Match takes no tag that is weak.
    """
    value = ", ".join(fields).strip(" \t")
    if value == "*":
        return True
    found = _EACH.findall(value) if _LIST.fullmatch(value) else []
    if strongly:
        return tag in found and not tag.startswith("W/")
    return tag.removeprefix("W/") in {one.removeprefix("W/") for one in found}

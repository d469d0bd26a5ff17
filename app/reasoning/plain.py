"""Text as the reader of claims sees it: case, width, marks and traditional characters levelled, none out of place."""

from functools import lru_cache

from app.models.tokens import simplified, single

_MARKS = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "−": "-", "‑": "-"})
_BLANKS = dict.fromkeys([0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
"""Blanks of every width, such as those that keep a number together."""

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5F)}
"""Full-width letters, digits and some marks; the comma, stop and colon of Chinese stay as they are."""
for _kept in "：；？":
    del _FULL_WIDTH[ord(_kept)]


def plain(text: str) -> str:
    """Return `text` levelled, position by position."""
    levelled = text.translate(_MARKS | _BLANKS | _FULL_WIDTH)
    return "".join(_level(char) for char in levelled)


@lru_cache(maxsize=10_000)
def _level(char: str) -> str:
    low = char.lower()
    alone = simplified(char) if single(char) else low
    return alone if len(alone) == 1 else char

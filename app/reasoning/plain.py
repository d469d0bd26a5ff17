"""Text as the reader of claims sees it: case, width and typographic marks levelled, every character in its place."""

_MARKS = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "−": "-", "‑": "-", "　": " "})
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5F)}
"""Full-width letters, digits and some marks; the comma, stop and colon of Chinese stay as they are."""
for _kept in "：；？":
    del _FULL_WIDTH[ord(_kept)]


def plain(text: str) -> str:
    """Return `text` levelled, position by position."""
    levelled = text.translate(_MARKS).translate(_FULL_WIDTH)
    return "".join(low if len(low := char.lower()) == 1 else char for char in levelled)

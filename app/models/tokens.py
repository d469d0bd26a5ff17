"""Tokens: the words of a text, the same for what is indexed and what is asked, so that no engine's parser decides."""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from app.models.text import fold

if TYPE_CHECKING:
    from opencc import OpenCC

LONGEST_WORD = 200
"""Characters of a word; a longer one counts as several, for PostgreSQL's lexemes end at 2,046 bytes."""

MOST_WORDS = 5_000
"""Words of a text that are indexed; PostgreSQL's positions end at 16,383, and each word may take three."""

_UNMARKED = ("LATIN", "GREEK", "CYRILLIC")
"""Scripts whose letters are compared without their marks; elsewhere a mark makes another letter."""

_SINGLE = (
    (0x3005, 0x3007),
    (0x3041, 0x30FF),
    (0x31F0, 0x31FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)
"""Han and kana, written without blanks: each character is a word."""


def words(text: str) -> list[str]:
    """Return the words of `text`: runs of letters and digits, and single Chinese and Japanese characters.

    Folded as `fold` does, then without the marks of Latin, Greek and Cyrillic letters, and with simplified for
    traditional characters, one by one, so that part of a text always gives part of its words.
    """
    found: list[str] = []
    word = ""
    for char in _unmarked(fold(text)):
        kind = unicodedata.category(char)[0]
        if single(char):
            found += [*_pieces(word), simplified(char)]
            word = ""
        elif kind in "LN" or (kind == "M" and word):
            word += char
        elif kind != "M":
            found += _pieces(word)
            word = ""
    return [*found, *_pieces(word)]


def phrase(of: list[str]) -> list[str]:
    """Return the tokens that stand one after another wherever these words do.

    Two words make one token: the index then answers a frequent word beside a frequent word without reading both.
    """
    return [f"{first}+{second}" for first, second in pairwise(of)] or of


def tokens(of: list[str], marks: Iterable[str]) -> str:
    """Return what is indexed of a text, blanks between: its words, a bar, its pairs of words, and marks."""
    kept = of[:MOST_WORDS]
    return " ".join([*kept, "|", *(phrase(kept) if len(kept) > 1 else ()), *marks])


def years_marked(years: Iterable[int]) -> Iterator[str]:
    """Return the marks of years: each with its decade, century and millennium."""
    yield from sorted({f"year:{str(year)[:length]}" for year in years for length in range(1, 5)})


def years_between(first: int, last: int) -> Iterator[str]:
    """Return the fewest marks that cover the years from `first` to `last`, both included and of four digits."""
    while first <= last:
        step = next(step for step in (1000, 100, 10, 1) if first % step == 0 and first + step - 1 <= last)
        yield f"year:{first // step}"
        first += step


@cache
def single(char: str) -> bool:
    """Tell whether a character is a word of its own."""
    return any(first <= ord(char) <= last for first, last in _SINGLE)


def _unmarked(text: str) -> str:
    kept: list[str] = []
    bare = False
    for char in unicodedata.normalize("NFD", text):
        if unicodedata.category(char) != "Mn":
            bare = _bare(char)
        elif bare or _unseen(char):
            continue
        kept.append(char)
    return unicodedata.normalize("NFC", "".join(kept))


@cache
def _bare(char: str) -> bool:
    return unicodedata.name(char, "").startswith(_UNMARKED)


def _unseen(char: str) -> bool:
    """Tell whether a mark only selects how a character is drawn."""
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef" or char == "\u034f"


def _pieces(word: str) -> list[str]:
    return [word[start : start + LONGEST_WORD] for start in range(0, len(word), LONGEST_WORD)]


@cache
def simplified(char: str) -> str:
    """Return a character as it is written in simplified Chinese."""
    return str(_converter().convert(char))


@cache
def _converter() -> "OpenCC":
    # Imported when the first Chinese character is met: 30 ms that starting to serve does not need.
    from opencc import OpenCC  # noqa: PLC0415

    return OpenCC("t2s")

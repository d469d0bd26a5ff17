"""Keeps answers within a budget of tokens: an answer is cut at whole items, and says what was left out."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

MOST = 1500
"""Tokens that an answer stays under."""

LONGEST_ITEM = 400
"""Tokens of one item; a longer one is only named, with the link that shows it."""

BY_LINK = "Cited by link alone; ask for less to see the documents named."
"""Said of an answer that has no room for whole citations."""

PLAIN, MARK, OTHER = 0.25, 1, 0.6
"""Tokens of an ASCII letter or blank, of a digit or sign, and of each byte of another character in UTF-8."""


def tokens(text: str) -> int:
    """Return about how many tokens a text has, rather more than fewer: tokenizers differ, and none is asked here.

    Counted with two of them, every answer of the tests has fewer (docs/decisions/0010-agents.md).
    """
    return math.ceil(_weight(text))


def _weight(text: str) -> float:
    ascii_only = text.encode("ascii", "ignore").decode()
    plain = sum(character.isalpha() or character.isspace() for character in ascii_only)
    others = len(text.encode()) - len(ascii_only)
    return PLAIN * plain + MARK * (len(ascii_only) - plain) + OTHER * others


@dataclass(frozen=True)
class Item:
    """One thing of an answer: with its whole citations, with links alone, and merely named."""

    full: str
    brief: str
    least: str

    def short(self) -> str:
        """Return it with links, or named if that is too long."""
        return self.brief if tokens(self.brief) <= LONGEST_ITEM else self.least


Rest = Callable[[int], str]
"""Tells what is left out after so many items: how many, and how to ask for them; empty if nothing is."""


def fit(head: str, items: Sequence[Item], rest: Rest, foot: str = "") -> str:
    """Return an answer under the budget: all items whole, else as many as fit, cited by link."""
    everything = _joined(head, [item.full for item in items], rest(len(items)), foot)
    if tokens(everything) < MOST:
        return everything
    short = [item.short() for item in items]
    note = BY_LINK if any(item.full != item.brief for item in items) else ""
    reach = sum(spent < MOST for spent in accumulate(map(_weight, short)))
    for count in range(reach, -1, -1):
        text = _joined(head, short[:count], rest(count), note, foot)
        if tokens(text) < MOST:
            return text
    raise ValueError("what stands around the items is over the budget by itself")


def first(names: Sequence[str], most: int) -> str:
    """Return the first names of a list as words, under `most` tokens, and how many more there are."""
    count = len(names)
    while count and tokens(", ".join(names[:count])) > most:
        count -= 1
    more = f" and {len(names) - count} more" if count < len(names) else ""
    return f"{', '.join(names[:count])}{more}".removeprefix(" and ")


def _joined(head: str, items: Sequence[str], *after: str) -> str:
    return "\n".join(part for part in (head, *items, *after) if part)

"""Keeps answers within a budget of tokens: an answer is cut at whole items, and says what was left out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

MOST = 1500
"""Tokens that an answer stays under."""

LONGEST_ITEM = 400
"""Tokens of one item; a longer one is only named, with the link that shows it."""

BY_LINK = "Cited by link alone; ask for less to see the documents named."
"""Said of an answer that has no room for whole citations."""

ASCII, OTHER = 0.4, 0.6
"""Tokens of an ASCII character, and of a byte of another one in UTF-8; docs/decisions/0010-agents.md has the counts."""


def tokens(text: str) -> int:
    """Return how many tokens a text has at most, by its characters: tokenizers differ, and none is asked here."""
    ascii_only = sum(character < "\x80" for character in text)
    return int(ASCII * ascii_only + OTHER * (len(text.encode()) - ascii_only)) + 1


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
    for count in range(len(items), -1, -1):
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

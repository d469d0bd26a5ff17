"""Completes what is typed: names that begin so from one of their words on, and names that would but for one letter."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from string import ascii_lowercase

import sqlalchemy as sa

from app.kit.rows.snapshot import Snapshot
from app.models.search import LONGEST
from app.search.candidates import TIES, Key

LETTERS = frozenset(ascii_lowercase)
"""What may be wrong."""

FEWEST = 4
"""Letters that must be typed before one of them may be wrong."""

MOST = 200
"""Names looked at that begin with the typed text."""

MOST_NEAR = 10
"""Names looked at for each way in which one letter may be wrong."""

LAST = "\U0010ffff"
"""After every character that a name may go on with."""

_NAMES = """
    SELECT n.entry, n.start, n.key = b.value AS whole, e.type, e.subject
    FROM search_name AS n JOIN search_entry AS e ON e.id = n.entry
    WHERE n.key >= b.value AND n.key < b.value || :last
    ORDER BY n.key, n.entry LIMIT :most
"""
"""One range of the index of names, for one beginning `b.value`."""

STATEMENTS = {
    "sqlite": sa.text(f"""
        SELECT b.value, (
            SELECT json_group_array(json_array(entry, start, whole, type, subject)) FROM ({_NAMES})
        ) FROM json_each(:beginnings) AS b
    """),  # noqa: S608  (nothing but the text above)
    "postgresql": sa.text(f"""
        SELECT b.value, (
            SELECT CAST(json_agg(json_build_array(entry, start, whole, type, subject)) AS text) FROM ({_NAMES}) AS found
        ) FROM json_array_elements_text(CAST(:beginnings AS json)) AS b(value)
    """),  # noqa: S608
}
"""Every range in one statement, however many beginnings: an array of names for each."""


Name = tuple[int, int, bool, str, str]
"""A name's text, the words left out before it, whether it ends there, and what it belongs to: type and id."""


@dataclass(frozen=True)
class Completions:
    """The things whose names complete the typed text, best first: each with its distance and the name that does.

    Not `complete` if there are more.
    """

    ranked: list[tuple[Key, int, int]]
    complete: bool


def completions(snapshot: Snapshot, of: list[str], types: Iterable[str]) -> Completions:
    """Return what completes the words `of`, the last of which may be part of one."""
    typed = " ".join(of)[:LONGEST]
    kinds = [f"{kind}:" for kind in types] or [""]
    found = list(_ranges(snapshot, kinds, [typed] if typed else [], MOST + 1))
    names = [(0, name) for _, group in found for name in group[:MOST]]
    complete = all(len(group) <= MOST for _, group in found)
    if complete:
        # Else right beginnings fill the answer, and wrong ones stand after them all.
        found = list(_ranges(snapshot, kinds, _near(snapshot, typed, kinds), MOST_NEAR + 1))
        names += [(1, name) for _, group in found for name in group[:MOST_NEAR]]
        complete = all(len(group) <= MOST_NEAR for _, group in found)
    best: dict[Key, tuple[int, bool, bool, int, int]] = {}
    for distance, (standing, start, whole, kind, subject) in names:
        rank = (distance, not (whole and start == 0), start > 0, standing >> TIES, standing)
        best[kind, subject] = min(rank, best.get((kind, subject), rank))
    ranked = sorted((rank[:4], key[1], key[0], rank[4]) for key, rank in best.items())
    return Completions([((kind, subject), rank[0], entry) for rank, subject, kind, entry in ranked], complete)


def _near(snapshot: Snapshot, typed: str, kinds: list[str]) -> list[str]:
    """Return the beginnings one letter away, as far as any name agrees with what stands before that letter."""
    if sum(char in LETTERS for char in typed) < FEWEST:
        return []
    starts = [typed[:length] for length in range(1, len(typed) + 1)]
    reached = (len(start.rpartition(":")[2]) for start, _ in _ranges(snapshot, kinds, starts, 1))
    return list(dict.fromkeys(variants(typed, max(reached, default=0))))


def _ranges(snapshot: Snapshot, kinds: list[str], beginnings: list[str], most: int) -> Iterator[tuple[str, list[Name]]]:
    """Yield the beginnings that some name has, each with the first names that have it."""
    if beginnings:
        statement = STATEMENTS[snapshot.connection.dialect.name]
        asked = json.dumps([kind + beginning for beginning in beginnings for kind in kinds])
        for beginning, names in snapshot.connection.execute(
            statement, {"beginnings": asked, "last": LAST, "most": most}
        ):
            if names is not None and names != "[]":
                yield beginning, json.loads(names)


def variants(typed: str, reached: int) -> Iterator[str]:
    """Yield every text one letter away: another one, one more, one less, or two neighbours swapped.

    The letter is one of the first `reached` or the one after them. Letters are those of the Latin alphabet; digits and
    blanks are never wrong.
    """
    for place in range(min(len(typed), reached + 1)):
        before, rest = typed[:place], typed[place:]
        yield from (f"{before}{letter}{rest}" for letter in ascii_lowercase)
        if rest[0] in LETTERS:
            yield before + rest[1:]
            # At the end, any letter in place of the last is told by leaving it out.
            yield from (f"{before}{letter}{rest[1:]}" for letter in ascii_lowercase if letter != rest[0] and rest[1:])
            if len(rest) > 1 and rest[1] in LETTERS:
                yield f"{before}{rest[1]}{rest[0]}{rest[2:]}"

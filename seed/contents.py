"""What releases keep of the data: facts with their evidence, and what a citation names of subjects and documents."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import Any

from app.models.revision import NAMED, Content, change_of
from app.models.words import Change, Recorded
from seed.columns import Row, Rows

Key = tuple[Recorded, str]
State = dict[Key, Content]
"""Everything that one release says, by kind and id."""

Said = tuple[Key, Content]
"""One part of a state."""

UNSAID = {"id", "search", "standing", "proof"}
"""Columns of a fact that say nothing: its key in the state, and what is derived from the others."""

PIECE = ("document", "start", "end", "surface")


def contents(rows: Rows) -> State:
    """Return what the rows of a dataset say."""
    evidence: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(rows.get("evidence", []), key=lambda row: (row["fact"], row["ordinal"])):
        evidence[row["fact"]].append(row)
    state: State = {(Recorded.FACT, row["id"]): said(row, evidence[row["id"]]) for row in rows.get("fact", [])}
    for kind, names in NAMED.items():
        for row in rows.get(str(kind), []):
            state[kind, row["id"]] = stated(row, names)
    return state


def said(fact: Mapping[str, Any], evidence: Iterable[Mapping[str, Any]]) -> Content:
    """Return what a fact says, given its row and those of its evidence in order."""
    pieces = [{name: piece[name] for name in PIECE} for piece in evidence]
    return stated({**fact, "evidence": pieces}, ({*fact} | {"evidence"}) - UNSAID)


def stated(row: Mapping[str, Any], names: Iterable[str]) -> Content:
    """Leave out what is null: a column added later then changes no fact; whole numbers are written as such."""
    return {name: _plain(row[name]) for name in sorted(names) if row[name] is not None}


def _plain(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def differences(before: State, after: State) -> Iterator[tuple[Key, Change]]:
    """Tell what was done from one state to another, in the order of kinds and ids."""
    return ((key, change) for key, change, _ in compared(sorted(before.items()), sorted(after.items())))


def compared(before: Iterable[Said], after: Iterable[Said]) -> Iterator[tuple[Key, Change, Content | None]]:
    """Tell what was done from one state to another, and what is said afterwards; both come in the order of their keys.

    Neither is held in memory.
    """
    both = merge(((key, 0, content) for key, content in before), ((key, 1, content) for key, content in after))
    for key, sides in groupby(both, key=itemgetter(0)):
        told = {side: content for _, side, content in sides}
        change = change_of(told.get(0), told.get(1))
        if change is not None:
            yield key, change, told.get(1)


def written(value: Any) -> str:
    """Write a value as one line of JSON; equal values give equal bytes."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def digest_of(content: Content) -> str:
    """Return a hash of what is said of one thing."""
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:32]


def digest_of_all(state: State) -> str:
    """Return a hash of a whole state."""
    lines = (f"{kind}\t{thing}\t{digest_of(content)}\n" for (kind, thing), content in sorted(state.items()))
    return hashlib.sha256("".join(lines).encode()).hexdigest()[:32]

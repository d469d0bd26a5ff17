"""What releases keep of the data: facts with their evidence, and what a citation names of subjects and documents."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, cast

from app.models import Fact
from app.models.revision import NAMED, Content, change_of
from app.models.words import Change, Recorded
from seed.columns import Row, Rows

Key = tuple[Recorded, str]
State = dict[Key, Content]
"""Everything that one release says, by kind and id."""


class Said(NamedTuple):
    """One part of a state: `text` is its content as a line of JSON, `digest` a hash of it; facts have a property."""

    key: Key
    digest: str
    text: str
    property: str | None = None


UNSAID = {"id", "search", "standing", "proof"}
"""Columns of a fact that say nothing: its key in the state, and what is derived from the others."""

PIECE = ("document", "start", "end", "surface")
"""What is said of a piece of evidence."""

SAID: dict[Recorded, list[str]] = {
    kind: sorted(names) for kind, names in {Recorded.FACT: {*Fact.model_fields, "evidence"} - UNSAID, **NAMED}.items()
}
"""What is said of each kind, where it is not null: a column added later then changes nothing that was said before."""


def contents(rows: Rows) -> State:
    """Return what the rows of a dataset say."""
    evidence: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(rows.get("evidence", []), key=lambda row: (row["fact"], row["ordinal"])):
        evidence[row["fact"]].append({name: row[name] for name in PIECE})
    state: State = {}
    for kind, names in SAID.items():
        for row in rows.get(str(kind), []):
            told = row | {"evidence": evidence[row["id"]]} if kind is Recorded.FACT else row
            state[kind, row["id"]] = {name: plain(told[name]) for name in names if told[name] is not None}
    return state


def plain(value: Any) -> Any:
    """Write whole numbers as such."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def differences(before: State, after: State) -> Iterator[tuple[Key, Change]]:
    """Tell what was done from one state to another, in the order of kinds and ids."""
    return ((said.key, change) for change, said in compared(told(before), told(after)))


def compared(before: Iterable[Said], after: Iterable[Said]) -> Iterator[tuple[Change, Said]]:
    """Tell what was done from one state to another, and what is said now, or was said of what is withdrawn.

    Both come in the order of their keys; neither is held in memory.
    """
    olds, news = iter(before), iter(after)
    old, new = next(olds, None), next(news, None)
    while old or new:
        if new is None or (old and old.key < new.key):
            yield Change.WITHDRAWN, cast("Said", old)
            old = next(olds, None)
        elif old is None or new.key < old.key:
            yield Change.ADDED, new
            new = next(news, None)
        else:
            differ = old.digest != new.digest
            if differ and (change := change_of(json.loads(old.text), json.loads(new.text))):
                yield change, new
            old, new = next(olds, None), next(news, None)


def told(state: State) -> Iterator[Said]:
    """Yield what a state says, in the order of kinds and ids."""
    for key, content in sorted(state.items()):
        text = json.dumps(content, ensure_ascii=False, sort_keys=True)
        yield Said(key, digest_of(text), text, content.get("property"))


def written(value: Any) -> str:
    """Write a value as one line of JSON; equal values give equal bytes."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def digest_of(text: str) -> str:
    """Return a hash of what is said of one thing, written as a line."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def digest_of_all(state: State) -> str:
    """Return a hash of a whole state."""
    lines = ("\t".join((*said.key, said.digest)) + "\n" for said in told(state))
    return hashlib.sha256("".join(lines).encode()).hexdigest()[:32]

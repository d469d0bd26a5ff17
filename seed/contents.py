"""What releases keep of the data: facts with their evidence, and what a citation names of subjects and documents."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from app.models import DERIVED
from app.models.revision import NAMED, Content, change_of
from app.models.words import Change, Recorded
from seed.columns import Row, Rows

Key = tuple[Recorded, str]
State = dict[Key, Content]
"""Everything that one release says, by kind and id."""

UNSAID = {"id", "search", "standing", "proof"}
"""Columns of a fact that say nothing: its key in the state, and what is derived from the others."""

PIECE = ("document", "start", "end", "surface")


def contents(rows: Rows) -> State:
    """Return what the rows of a dataset say."""
    evidence: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(rows.get("evidence", []), key=lambda row: (row["fact"], row["ordinal"])):
        evidence[row["fact"]].append({name: row[name] for name in PIECE})
    state: State = {}
    for row in rows.get("fact", []):
        said = {name: value for name, value in row.items() if name not in UNSAID}
        state[Recorded.FACT, row["id"]] = _stated({**said, "evidence": evidence[row["id"]]})
    for kind, names in NAMED.items():
        for row in rows.get(str(kind), []):
            state[kind, row["id"]] = _stated({name: row[name] for name in names})
    return state


def _stated(row: Row) -> Content:
    """Leave out what is null: a column added later then changes no fact; whole numbers are written as such."""
    return {name: _plain(value) for name, value in sorted(row.items()) if value is not None}


def _plain(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def differences(before: State, after: State) -> Iterator[tuple[Key, Change]]:
    """Tell what was done from one state to another, in the order of kinds and ids."""
    for key in sorted({*before, *after}):
        change = change_of(before.get(key), after.get(key))
        if change is not None:
            yield key, change


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


def version_of(rows: Rows) -> str:
    """Return the content hash of a release: the same rows give the same version on every machine and database."""
    digest = hashlib.sha256()
    for table in sorted(set(rows) - DERIVED):
        for line in sorted(json.dumps(row, ensure_ascii=False, sort_keys=True) for row in rows[table]):
            digest.update(f"{table}\t{line}\n".encode())
    return digest.hexdigest()[:16]

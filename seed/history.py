"""The history in the database: which releases there were, and what each of them changed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from app.models import Release, Revision
from app.models.words import Change, Recorded
from seed.columns import Rows
from seed.contents import State, contents, differences, digest_of
from seed.releases import Log, Logged

RELEASES: sa.Table = Release.__table__  # type: ignore[attr-defined]
REVISIONS: sa.Table = Revision.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Recording:
    """One release to be recorded; `local` if the log does not list it."""

    version: str
    released_on: str
    local: bool
    state: State
    counts: dict[str, int]


def record(connection: sa.Connection, rows: Rows, version: str, log: Log) -> bool:
    """Record the releases of the log that the database does not know, then the data loaded; tell if that is news.

    States compose whatever the order: a release is recorded as what differs from the one before it here.
    """
    newest = connection.execute(sa.select(RELEASES.c.version).order_by(RELEASES.c.sequence.desc()).limit(1)).scalar()
    connection.execute(sa.delete(RELEASES).where(RELEASES.c.released_on.is_(None)))
    known = connection.execute(sa.select(RELEASES).order_by(RELEASES.c.sequence)).all()
    state = _state(connection)
    last, sequence = (known[-1].version, known[-1].sequence) if known else (None, 0)
    coming = [_logged(release) for release in _unknown(connection, known, log)]
    if (coming[-1].version if coming else last) != version:
        coming.append(_loaded(rows, version, log))
    for recording in coming:
        sequence += 1
        _append(connection, sequence, state, recording)
        state = recording.state
    return newest != version


def _unknown(connection: sa.Connection, known: Sequence[sa.Row[Any]], log: Log) -> Log:
    """Return the releases of the log that are not among those known, in the same order.

    One that was loaded here before the log listed it (a curator's work under way) becomes the log's.
    """
    met, days = 0, {release.version: release.released_on for release in log}
    for row in known:
        day = days.get(row.version) if row.local else row.released_on
        if met < len(log) and row.version == log[met].version:
            day = log[met].released_on
            met += 1
        if day is not None and (row.local or row.released_on != day):
            dated = sa.update(RELEASES).where(RELEASES.c.sequence == row.sequence)
            connection.execute(dated.values(released_on=day, local=False))
    return log[met:]


def _logged(release: Logged) -> Recording:
    counts = Counter(str(kind) for kind, _ in release.state)
    return Recording(release.version, release.released_on, local=False, state=release.state, counts=dict(counts))


def _loaded(rows: Rows, version: str, log: Log) -> Recording:
    """Return the data loaded; where it is an earlier release come back, it keeps that release's day."""
    days = {release.version: release.released_on for release in log}
    today = datetime.now(UTC).date().isoformat()
    counts = {name: len(group) for name, group in rows.items()}
    return Recording(version, days.get(version, today), version not in days, contents(rows), counts)


def _state(connection: sa.Connection) -> State:
    current = sa.select(REVISIONS).where(REVISIONS.c.until_sequence.is_(None))
    return {(row.kind, row.thing): row.content for row in connection.execute(current)}


def _append(connection: sa.Connection, sequence: int, before: State, release: Recording) -> None:
    """Write one release, the ends of the states it changed, and the new states."""
    changes = list(differences(before, release.state))
    counts = Counter(change for (kind, _), change in changes if kind is Recorded.FACT)
    connection.execute(
        sa.insert(RELEASES).values(
            sequence=sequence,
            version=release.version,
            created_at=datetime.now(UTC),
            counts=release.counts,
            released_on=release.released_on,
            local=release.local,
            facts=sum(kind is Recorded.FACT for kind, _ in release.state),
            **{str(change): counts[change] for change in Change},
        )
    )
    ended = [{"k": kind, "t": thing} for (kind, thing), change in changes if change is not Change.ADDED]
    if ended:
        open_one = (REVISIONS.c.kind == sa.bindparam("k"), REVISIONS.c.thing == sa.bindparam("t"))
        closing = sa.update(REVISIONS).where(*open_one, REVISIONS.c.until_sequence.is_(None))
        connection.execute(closing.values(until_sequence=sequence), ended)
    begun = [
        {
            "kind": kind,
            "thing": thing,
            "from_sequence": sequence,
            "property": release.state[kind, thing].get("property"),
            "digest": digest_of(release.state[kind, thing]),
            "content": release.state[kind, thing],
        }
        for (kind, thing), change in changes
        if change is not Change.WITHDRAWN
    ]
    if begun:
        connection.execute(sa.insert(REVISIONS), begun)

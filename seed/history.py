"""The history in the database: which releases there were, and what each of them changed."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any, TypeVar

import sqlalchemy as sa

from app.models import Release, Revision
from app.models.text import TEXT
from app.models.words import Change, Recorded
from seed.batches import SIZE, Batch
from seed.checks import LARGE, put_off
from seed.contents import Said, compared, told
from seed.releases import Log, Logged
from seed.stored import now, recorded
from seed.writing import writing

T = TypeVar("T")

RELEASES: sa.Table = Release.__table__  # type: ignore[attr-defined]
REVISIONS: sa.Table = Revision.__table__  # type: ignore[attr-defined]


class Written(sa.types.UserDefinedType[str]):
    """JSON that is a text on its way in."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        """Return the name of the type."""
        return "JSON"


SAYING = {"kind": sa.String(), "thing": TEXT, "property": TEXT, "digest": TEXT, "content": Written()}
"""The columns of a revision that tell what is said."""

BEGUN = sa.table("revision", sa.column("from_sequence"), *(sa.column(name, kind) for name, kind in SAYING.items()))
"""Revisions as they begin."""

REVISING = sa.Table(
    "incoming_revision",
    sa.MetaData(),
    *(sa.Column(name, kind, primary_key=name in {"kind", "thing"}) for name, kind in SAYING.items()),
    sa.Column("change", sa.String),
    prefixes=["TEMPORARY"],
)
"""What one release changed, before it is written: the states read must not change meanwhile."""


@dataclass(frozen=True)
class Recording:
    """One release to be recorded; `local` if the log does not list it, `said` gives its state in the order of keys."""

    version: str
    released_on: str
    local: bool
    said: Callable[[], Iterable[Said]]
    counts: dict[str, int]


def record(connection: sa.Connection, counts: dict[str, int], version: str, log: Log) -> bool:
    """Record the releases of the log that the database does not know, then the data loaded; tell if that is news.

    The data is what the tables hold, `counts` their rows. States compose whatever the order: a release is recorded as
    what differs from the one before it here.
    """
    newest = connection.execute(sa.select(RELEASES.c.version).order_by(RELEASES.c.sequence.desc()).limit(1)).scalar()
    connection.execute(sa.delete(RELEASES).where(RELEASES.c.released_on.is_(None)))
    known = connection.execute(sa.select(RELEASES).order_by(RELEASES.c.sequence)).all()
    last, sequence = (known[-1].version, known[-1].sequence) if known else (None, 0)
    coming = [_logged(release) for release in _unknown(connection, known, log)]
    if (coming[-1].version if coming else last) != version:
        coming.append(_loaded(connection, counts, version, log))
    for place, recording in enumerate(coming, start=sequence + 1):
        if place == 1:
            _begin(connection, recording)
        else:
            _append(connection, place, recording)
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
    return Recording(
        release.version,
        release.released_on,
        local=False,
        said=lambda: told(release.state),
        counts=dict(counts),
    )


def _loaded(connection: sa.Connection, counts: dict[str, int], version: str, log: Log) -> Recording:
    """Return the data loaded; where it is an earlier release come back, it keeps that release's day."""
    days = {release.version: release.released_on for release in log}
    today = datetime.now(UTC).date().isoformat()
    return Recording(
        version, days.get(version, today), version not in days, said=lambda: now(connection), counts=counts
    )


def _begin(connection: sa.Connection, release: Recording) -> None:
    """Write the first release: all that it says is new, so nothing has to wait."""
    facts = release.counts.get(Recorded.FACT, 0)
    with put_off(connection, [BEGUN.name] if facts >= LARGE else []):
        _name(connection, 1, release, {Change.ADDED: facts})
        for batch in _batches(release.said()):
            with writing(connection, BEGUN) as write:
                write(Batch(zip(*((one.text, one.digest, 1, *_about(one)) for one in batch), strict=True)))


def _append(connection: sa.Connection, sequence: int, release: Recording) -> None:
    """Write one release, the ends of the states it changed, and the new states."""
    REVISING.create(connection)
    counts: Counter[Change] = Counter()
    for batch in _batches(compared(recorded(connection), release.said())):
        counts.update(change for change, said in batch if said.key[0] is Recorded.FACT)
        rows = ((str(change), said.text, said.digest, *_about(said)) for change, said in batch)
        with writing(connection, REVISING) as write:
            write(Batch(zip(*rows, strict=True)))
    _name(connection, sequence, release, counts)
    same = sa.and_(REVISING.c.kind == REVISIONS.c.kind, REVISING.c.thing == REVISIONS.c.thing)
    ended = sa.exists().where(same, REVISING.c.change != Change.ADDED)
    closing = sa.update(REVISIONS).where(REVISIONS.c.until_sequence.is_(None), ended)
    connection.execute(closing.values(until_sequence=sequence))
    begun = sa.select(sa.literal(sequence), *(REVISING.c[name] for name in SAYING))
    connection.execute(
        sa.insert(REVISIONS).from_select(["from_sequence", *SAYING], begun.where(REVISING.c.change != Change.WITHDRAWN))
    )
    REVISING.drop(connection)


def _name(connection: sa.Connection, sequence: int, release: Recording, changes: Mapping[Change, int]) -> None:
    """Write the row of a release."""
    connection.execute(
        sa.insert(RELEASES).values(
            sequence=sequence,
            version=release.version,
            created_at=datetime.now(UTC),
            counts=release.counts,
            released_on=release.released_on,
            local=release.local,
            facts=release.counts.get(Recorded.FACT, 0),
            **{str(change): changes.get(change, 0) for change in Change},
        )
    )


def _batches(rows: Iterable[T]) -> Iterator[list[T]]:
    source = iter(rows)
    while batch := list(islice(source, SIZE)):
        yield batch


def _about(said: Said) -> tuple[str, str | None, str]:
    """Return what a row names, in the order of the columns' names."""
    kind, thing = said.key
    return str(kind), said.property, thing

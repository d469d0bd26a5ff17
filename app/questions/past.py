"""How the past is read: which releases there are, and facts as one of them stated them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Annotated, Any

import sqlalchemy as sa
from pydantic import AfterValidator, Field
from sqlmodel import col, select

from app.kit.problems import refuse
from app.kit.query import fault
from app.kit.rows.prepared import Row
from app.kit.rows.snapshot import Snapshot
from app.models import Fact, Release, Revision
from app.models.revision import NAMED
from app.models.words import Recorded
from app.resources.facts import NAMES, FactPublic

EXAMPLE = "1b0e986f88d1964f"
"""The first release that the log lists: it answers on every installation."""


def _version(written: str) -> str:
    if not re.fullmatch(r"[0-9a-f]{16}", written):
        raise ValueError(f"the version of a release is needed, as /v1/releases lists them, such as {EXAMPLE}")
    return written


Version = Annotated[
    str, AfterValidator(_version), Field(max_length=16, json_schema_extra={"pattern": "^[0-9a-f]{16}$"})
]
"""A version, as `/v1/releases` gives it."""

_ABSENT = dict.fromkeys(Fact.model_fields)


def releases_of(snapshot: Snapshot, version: str | None = None) -> list[Row]:
    """Return the releases that can be asked, or those of one version, newest first.

    Data that came back is a release again.
    """
    known = select(Release).where(col(Release.released_on).is_not(None))
    if version is not None:
        known = known.where(col(Release.version) == version)
    return list(snapshot.rows(known.order_by(col(Release.sequence).desc())))


def each_once(releases: Sequence[Row]) -> list[Row]:
    """Return each version once, where it came last."""
    once: dict[str, Row] = {}
    for release in releases:
        once.setdefault(release.version, release)
    return list(once.values())


def state_of(snapshot: Snapshot) -> str:
    """Return what a walk through the past belongs to: the release, and the releases before it."""
    return f"{snapshot.release} {snapshot.past}"


def release_named(releases: Sequence[Row], parameter: str, version: str) -> Row:
    """Return the newest release that a parameter names. Raises ProblemError 422 if there is none."""
    for release in releases:
        if release.version == version:
            return release
    raise refuse([fault(parameter, "no such release", [release.version for release in each_once(releases)])])


@dataclass(frozen=True)
class Told:
    """A fact as it was stated, and the release that is asked about it."""

    id: str
    content: Mapping[str, Any]
    release: Row


def tell(snapshot: Snapshot, told: Sequence[Told]) -> list[FactPublic]:
    """Return facts of the past in the shape of those of today, each cited as its release did, in one statement."""
    names = _names(snapshot, told)
    return [_shaped(snapshot, one, names) for one in told]


Names = Mapping[tuple[Recorded, str, int], Mapping[str, Any]]
"""What subjects and documents were called, by kind, id and sequence of the release."""


def _names(snapshot: Snapshot, told: Iterable[Told]) -> Names:
    wanted: dict[int, set[tuple[Recorded, str]]] = {}
    for one in told:
        wanted.setdefault(one.release.sequence, set()).update(_named(one.content))
    conditions = [
        sa.and_(
            Revision.held_at(sequence),
            sa.or_(*(_one_of(kind, [thing for of, thing in keys if of is kind]) for kind in Recorded)),
        )
        for sequence, keys in wanted.items()
    ]
    rows = snapshot.rows(select(Revision).where(sa.or_(sa.false(), *conditions)))
    return {
        (row.kind, row.thing, sequence): row.content
        for row in rows
        for sequence in wanted
        if row.from_sequence <= sequence and (row.until_sequence is None or row.until_sequence > sequence)
    }


def _one_of(kind: Recorded, things: list[str]) -> sa.ColumnElement[bool]:
    return sa.and_(col(Revision.kind) == kind, col(Revision.thing).in_(sorted(things)))


def _named(content: Mapping[str, Any]) -> set[tuple[Recorded, str]]:
    """Return what a citation of a fact names."""
    subjects = {content.get(column) for column in NAMES.values()} - {None}
    documents = {piece["document"] for piece in content["evidence"]}
    return {(Recorded.SUBJECT, str(one)) for one in subjects} | {(Recorded.DOCUMENT, one) for one in documents}


def _shaped(snapshot: Snapshot, told: Told, names: Names) -> FactPublic:
    at = told.release.sequence
    row = SimpleNamespace(**{**_ABSENT, **told.content, "id": told.id}, _fields=(*_ABSENT,))
    for role, column in NAMES.items():
        called = names.get((Recorded.SUBJECT, str(getattr(row, column)), at), {})
        for printed in NAMED[Recorded.SUBJECT]:
            setattr(row, f"{role}_{printed}", called.get(printed))
    absent = dict.fromkeys(NAMED[Recorded.DOCUMENT])
    evidence = [
        SimpleNamespace(**{**absent, **names.get((Recorded.DOCUMENT, piece["document"], at), {}), **piece})
        for piece in told.content["evidence"]
    ]
    shown = FactPublic.shape(row, {"evidence": evidence}, replace(snapshot, release=told.release.version))
    return FactPublic.model_validate(shown)

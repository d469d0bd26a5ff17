"""The release log, `releases.ndjson`: each release and what it changed, generated beside the data files.

A release is one line that names it, then one line for each change: `{"release", "change", "fact", "after"}`, or
`subject` or `document` in the place of `fact`. What was before is the `after` of an earlier line, found by replaying
them; nothing is ever rewritten, so that a citation stays true on an installation that was made long after it.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from app.models.words import Change, Recorded
from seed.columns import Rows
from seed.contents import State, contents, differences, digest_of_all, written
from seed.problem import Refused
from seed.version import version_of

NAME = "releases.ndjson"
Version = Annotated[str, StringConstraints(pattern="^[0-9a-f]{16}$")]


class Head(BaseModel):
    """The line of a release; the counts are of facts, `digest` is over everything it says."""

    model_config = ConfigDict(extra="forbid", strict=True)

    release: Version
    sequence: int
    released_on: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    facts: int
    added: int
    changed: int
    re_ranked: int
    withdrawn: int
    digest: str


@dataclass(frozen=True)
class Logged:
    """One release of the log, and the whole state that it left."""

    version: str
    released_on: str
    state: State


Log = tuple[Logged, ...]


def beside(folder: Path) -> Path:
    """Return where the log of a folder of data files is."""
    return folder.absolute().parent / NAME


def lines_of(sequence: int, version: str, released_on: str, before: State, after: State) -> Iterator[str]:
    """Write one release, given the state before it."""
    changes = list(differences(before, after))
    counts = Counter(change for (kind, _), change in changes if kind is Recorded.FACT)
    head = Head(
        release=version,
        sequence=sequence,
        released_on=released_on,
        facts=sum(kind is Recorded.FACT for kind, _ in after),
        digest=digest_of_all(after),
        **{str(change): counts[change] for change in Change},
    )
    yield written(head.model_dump())
    for (kind, thing), change in changes:
        yield written({"release": version, "change": change, str(kind): thing, "after": after.get((kind, thing))})


def fitting(log: Log, rows: Rows, name: str) -> str:
    """Return the version of the data. Raises Refused if the log has that version with another content."""
    version, facts = version_of(rows), _facts(contents(rows))
    for release in log:
        if release.version == version and _facts(release.state) != facts:
            raise Refused([f"{name}: what it says of release {version} is not what the data files say; restore it"])
    return version


def _facts(state: State) -> State:
    return {key: said for key, said in state.items() if key[0] is Recorded.FACT}


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Let one release be made at a time: another waits until this one is written."""
    import fcntl  # noqa: PLC0415  (where there is none, serving and seeding still work)

    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def append(path: Path, log: Log, version: str, released_on: date, state: State) -> None:
    """Add a release to a log. Raises Refused if it is dated before the last one."""
    last = log[-1] if log else None
    if last and str(released_on) < last.released_on:
        raise Refused([f"{released_on} is before {last.released_on}, the day of the last release"])
    lines = lines_of(len(log) + 1, version, str(released_on), last.state if last else {}, state)
    with path.open("a", encoding="utf-8", newline="\n") as file:
        file.write("".join(f"{line}\n" for line in lines))

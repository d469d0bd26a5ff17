"""The release log, `releases.ndjson`: each release and what it changed, generated beside the data files.

A release is one line that names it, then one line for each change: `{"release", "change", "fact", "after"}`, or
`subject` or `document` in the place of `fact`. What was before is the `after` of an earlier line, found by replaying
them; nothing is ever rewritten, so that a citation stays true on an installation that was made long after it.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import Annotated, Any, NoReturn

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from app.models.words import Change, Recorded
from seed.contents import State, differences, digest_of_all, written
from seed.problem import Refused, one_of

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


def read_log(path: Path) -> Log:
    """Read and replay a log; a file that is not there is an empty one. Raises Refused at the first line amiss."""
    if not path.is_file():
        return ()
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise Refused([f"{path.name}: not UTF-8: {error.reason}"]) from error
    if lines.pop() != "":
        raise Refused([f"{path.name}:{len(lines) + 1}: the last line is cut off"])
    reader = Reader(path.name)
    for line in lines:
        reader.read(line)
    return reader.finish()


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


def append(path: Path, log: Log, version: str, released_on: date, state: State) -> None:
    """Add a release to a log. Raises Refused if it is dated before the last one."""
    last = log[-1] if log else None
    if last and str(released_on) < last.released_on:
        raise Refused([f"{released_on} is before {last.released_on}, the day of the last release"])
    lines = lines_of(len(log) + 1, version, str(released_on), last.state if last else {}, state)
    with path.open("a", encoding="utf-8", newline="\n") as file:
        file.write("".join(f"{line}\n" for line in lines))


class Reader:
    """Replays the lines of a log one by one."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.line = 0
        self.head: Head | None = None
        self.begins = 0
        self.said: list[str] = []
        self.state: State = {}
        self.log: list[Logged] = []

    def read(self, line: str) -> None:
        """Read one line."""
        self.line += 1
        try:
            value = json.loads(line)
        except ValueError as error:
            self._refuse(f"not JSON: {error}")
        if not isinstance(value, dict) or written(value) != line:
            self._refuse("not as `make release` writes it: one JSON object a line, without blanks")
        if "sequence" in value:
            self._end()
            self._begin(value, line)
        else:
            self._change(value, line)

    def finish(self) -> Log:
        """Check the last release and return all."""
        self._end()
        return tuple(self.log)

    def _begin(self, value: dict[str, Any], line: str) -> None:
        try:
            self.head = Head.model_validate(value)
            date.fromisoformat(self.head.released_on)
        except ValidationError as error:
            fault = error.errors()[0]
            self._refuse(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}; {one_of(Head.model_fields)}")
        except ValueError as error:
            self._refuse(f"released_on: {error}")
        if self.head.sequence != len(self.log) + 1:
            self._refuse(f"sequence {self.head.sequence} follows {len(self.log)}; allowed: {len(self.log) + 1}")
        if self.log and self.head.released_on < self.log[-1].released_on:
            self._refuse(f"released_on: before that of the release before it, {self.log[-1].released_on}")
        self.begins, self.said, self.state = self.line, [line], dict(self.state)

    def _change(self, value: dict[str, Any], line: str) -> None:
        kinds = [kind for kind in Recorded if kind in value]
        if self.head is None or len(kinds) != 1 or list(value) != ["release", "change", kinds[0], "after"]:
            self._refuse(f"neither a release ({', '.join(Head.model_fields)}) nor a change (release, change, one of"
                         f" {', '.join(Recorded)}, after)")  # fmt: skip
        if value["release"] != self.head.release:
            self._refuse(f"a change of another release; allowed: {self.head.release}")
        if value["change"] not in set(Change):
            self._refuse(f"unknown change; {one_of(Change)}")
        key, before, after = (kinds[0], value[kinds[0]]), None, value["after"]
        before = self.state.get(key)
        if (before is None) != (value["change"] == Change.ADDED) or (after is None) != (
            value["change"] == Change.WITHDRAWN
        ):
            known = "is there already" if before is not None else "is not there"
            self._refuse(f"{value['change']} does not apply: {key[1]} {known}")
        self.said.append(line)
        if after is None:
            del self.state[key]
        else:
            self.state[key] = after

    def _end(self) -> None:
        """Check the release that ends here: written again, it must give the same lines."""
        if self.head is None:
            return
        head, before = self.head, self.log[-1].state if self.log else {}
        again = lines_of(head.sequence, head.release, head.released_on, before, self.state)
        for number, (found, wanted) in enumerate(zip_longest(self.said, again), start=self.begins):
            if found != wanted:
                self.line = number
                self._refuse("does not fit the changes of its release: counts, order or digest; never edit this file")
        self.log.append(Logged(head.release, head.released_on, self.state))

    def _refuse(self, what: str) -> NoReturn:
        raise Refused([f"{self.name}:{self.line}: {what}"])

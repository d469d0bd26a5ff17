"""Replays a release log line by line, strictly: what `make release` would not have written is refused."""

import json
from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import Any, NoReturn

from pydantic import ValidationError

from app.models.revision import Content
from app.models.words import Change, Recorded
from seed.contents import Key, State, written
from seed.problem import Refused, one_of
from seed.releases import Head, Log, Logged, lines_of

WORDS = " or ".join(Recorded)


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
        except (ValueError, RecursionError) as error:
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
            self._refuse(f"neither a release nor a change: a change is of release, change, one of {WORDS}, and after")
        if value["release"] != self.head.release:
            self._refuse(f"a change of another release; allowed: {self.head.release}")
        if value["change"] not in list(Change):
            self._refuse(f"unknown change; {one_of(Change)}")
        if not isinstance(value[kinds[0]], str) or not isinstance(value["after"], dict | None):
            self._refuse("an id is a text, and what comes after is an object or null")
        self.said.append(line)
        self._apply((kinds[0], value[kinds[0]]), Change(value["change"]), value["after"])

    def _apply(self, key: Key, change: Change, after: Content | None) -> None:
        known = key in self.state
        if known == (change is Change.ADDED):
            self._refuse(f"{change} does not apply: {key[1]} is {'there already' if known else 'not there'}")
        if (after is None) != (change is Change.WITHDRAWN):
            self._refuse(f"{change} does not apply: after is null for what is withdrawn, and for nothing else")
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

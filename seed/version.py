"""The version of a release: a hash of all rows, taken as they pass by, in any order and with bounded memory."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from json.encoder import encode_basestring
from typing import Any

from app.models import DERIVED
from seed.batches import Batch, batches, columns, table
from seed.columns import Streams
from seed.runs import Runs


class Version(Runs):
    """The content hash of a release: the same rows give the same version on every machine and database.

    It is SHA-256 over the lines of all tables but the derived ones, in order, each `table TAB row LF`, where a row is a
    JSON object with sorted keys. Lines are sorted outside of memory.
    """

    def take(self, name: str, batch: Batch) -> None:
        """Take rows of one table, values in the order of `columns`."""
        if name not in DERIVED:
            self.add(name, "\n".join(written_rows(columns(table(name)), batch)).encode().split(b"\n"))

    def hexdigest(self) -> str:
        """Return the first 16 digits of the hash; nothing can be taken afterwards."""
        digest = hashlib.sha256()
        for name in self.groups():
            begin = f"{name}\t".encode()
            for lines in self.merged(name):
                digest.update(begin + (b"\n" + begin).join(lines) + b"\n")
        return digest.hexdigest()[:16]


def version_of(rows: Streams) -> str:
    """Return the version of rows by table. Raises ValueError for a row that is not one of its table."""
    with Version() as version:
        for name, stream in rows.items():
            for batch in batches(table(name), stream):
                version.take(name, batch)
            version.finish(name)
        return version.hexdigest()


def written_rows(names: Sequence[str], batch: Batch) -> Iterable[str]:
    """Write each row as `json.dumps(row, ensure_ascii=False, sort_keys=True)` does, `names` being sorted.

    Columns are written one after another, which is three times as fast.
    """
    pattern: list[str] = []
    varying: list[Iterable[str]] = []
    for name, values, same in zip(names, batch.columns, batch.same, strict=True):
        key = f"{encode_basestring(name)}: ".replace("%", "%%")
        pattern.append(key + (_written(values[0]).replace("%", "%%") if same else "%s"))
        if not same:
            texts = set(map(type, values)) == {str}
            varying.append(map(encode_basestring if texts else _written, values))
    line = "{" + ", ".join(pattern) + "}"
    return map(line.__mod__, zip(*varying, strict=True)) if varying else [line % ()] * len(batch)


def _written(value: Any) -> str:
    if value is None:
        return "null"
    if type(value) is str:
        return encode_basestring(value)
    return str(value) if type(value) is int else json.dumps(value, ensure_ascii=False, sort_keys=True)

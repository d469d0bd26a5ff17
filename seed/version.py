"""The version of a release: a hash of all rows, taken as they pass by, in any order and with bounded memory."""

import hashlib

from app.models import DERIVED
from seed.batches import Batch, batches, columns, table
from seed.columns import Streams
from seed.lines import lines
from seed.runs import Runs


class Version(Runs):
    """The content hash of a release: the same rows give the same version on every machine and database.

    It is SHA-256 over the lines of all tables but the derived ones, in order, each `table TAB row LF`, where a row is a
    JSON object with sorted keys. Lines are sorted outside of memory.
    """

    def take(self, name: str, batch: Batch) -> None:
        """Take rows of one table, values in the order of `columns`."""
        if name not in DERIVED:
            self.add(name, "\n".join(lines(columns(table(name)), batch)).encode().split(b"\n"))

    def hexdigest(self) -> str:
        """Return the first 16 digits of the hash; nothing can be taken afterwards."""
        digest = hashlib.sha256()
        for name in self.groups():
            begin = f"{name}\t".encode()
            for some in self.merged(name):
                digest.update(begin + (b"\n" + begin).join(some) + b"\n")
        return digest.hexdigest()[:16]


def version_of(rows: Streams) -> str:
    """Return the version of rows by table. Raises ValueError for a row that is not one of its table."""
    with Version() as version:
        for name, stream in rows.items():
            for batch in batches(table(name), stream):
                version.take(name, batch)
            version.finish(name)
        return version.hexdigest()

"""Editions: the files of one state of the data, all made from one snapshot."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from app.dumps import archive, checksums, dataset, ndjson, package, sqlite
from app.dumps.file import File
from app.dumps.kind import CHECKSUMS, DATABASE, DATASET, DUMPS, LINES, PACKAGE, Kind
from app.dumps.walk import whole
from app.kit.rows.snapshot import Snapshot
from app.resources import RESOURCES


@dataclass(frozen=True)
class Edition:
    """The files of one state: of a release and its past, as a snapshot tells them."""

    release: str
    past: str
    files: Mapping[Kind, File]

    def shows(self, snapshot: Snapshot) -> bool:
        """Tell whether this is the state of a snapshot."""
        return (self.release, self.past) == (snapshot.release, snapshot.past)

    def lies(self) -> bool:
        """Tell whether the files are still there: systems clear their temporary folders of what is old."""
        return all(file.path.exists() for file in self.files.values())


def make(snapshot: Snapshot, folder: Path) -> Edition:
    """Write every file of a state into a folder; the same state gives the same bytes. Memory stays flat."""
    paths = {kind: folder / kind.name(snapshot.release) for kind in (*DUMPS, CHECKSUMS, DATASET)}
    with TemporaryDirectory(dir=folder) as loose, paths[LINES].open("wb") as lines:
        # Shaping the items takes the time, so it is done once for both.
        ndjson.begin(lines, snapshot)
        tables = [
            package.table(
                snapshot, resource, ndjson.copied(lines, resource.name, whole(snapshot, resource)), Path(loose)
            )
            for resource in RESOURCES
        ]
        package.describe(snapshot, tables, Path(loose))
        archive.pack(Path(loose), paths[PACKAGE])
    sqlite.write(snapshot, paths[DATABASE])
    files = {kind: File.at(paths[kind]) for kind in DUMPS}
    described = {
        CHECKSUMS: File.of(paths[CHECKSUMS], checksums.write(files.values())),
        DATASET: File.of(paths[DATASET], dataset.write(snapshot, files)),
    }
    return Edition(snapshot.release, snapshot.past, files | described)

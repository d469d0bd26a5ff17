"""ZIP archives: the same files give the same bytes."""

import shutil
import zipfile
from pathlib import Path

OLDEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that the format knows; files have no other one here."""

UNIX = 3
"""System whose permissions an entry has, whatever system writes it."""


def pack(folder: Path, path: Path) -> None:
    """Write an archive of the files below a folder, in the order of their names."""
    with zipfile.ZipFile(path, "w") as archive:
        for one in sorted(found for found in folder.rglob("*") if found.is_file()):
            entry = zipfile.ZipInfo(one.relative_to(folder).as_posix(), OLDEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = UNIX
            entry.external_attr = 0o644 << 16
            # Known beforehand, so that a file of more than 2 GiB gets the fields of ZIP64.
            entry.file_size = one.stat().st_size
            with one.open("rb") as source, archive.open(entry, "w") as target:
                shutil.copyfileobj(source, target)

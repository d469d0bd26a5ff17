"""Checksums in the format of `sha256sum`, for files that are saved under their own names."""

from collections.abc import Iterable, Iterator

from app.dumps.file import File


def write(files: Iterable[File]) -> Iterator[bytes]:
    """Yield a line for each file."""
    for file in files:
        yield f"{file.sha256}  {file.path.name}\n".encode()

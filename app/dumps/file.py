"""Files once they are written: how large they are, and their digest."""

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Self


@dataclass(frozen=True)
class File:
    """A file that will not change; `size` is in bytes, `sha256` in hexadecimal digits."""

    path: Path
    size: int
    sha256: str

    @classmethod
    def at(cls, path: Path) -> Self:
        """Measure a file."""
        with path.open("rb") as file:
            return cls(path, path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())

    @classmethod
    def of(cls, path: Path, chunks: Iterable[bytes]) -> Self:
        """Write a file and measure it."""
        with path.open("wb") as file:
            file.writelines(chunks)
        return cls.at(path)

    @property
    def digest(self) -> str:
        """The digest as a field value (RFC 9530)."""
        return f"sha-256=:{base64.b64encode(bytes.fromhex(self.sha256)).decode()}:"

"""The sentence around a piece of evidence, from the operator's own copy of the documents."""

import hashlib
import os
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import ClassVar

from pydantic import BaseModel, Field
from pydantic_core import to_jsonable_python
from sqlmodel import col, select

from app.kit.formats.linked import Linked
from app.kit.resource import Include, Items
from app.kit.rows.prepared import Row
from app.kit.rows.related import Related
from app.kit.rows.snapshot import Snapshot
from app.models import Evidence
from app.resources.linked.sources import SENTENCE

FACT_EVIDENCE = Related(select(Evidence).order_by(col(Evidence.ordinal)), Evidence.fact)
_ENDS = re.compile(r"[。！？!?\n]|\.(?=[\s\"”’A-Z]|$)")


class Sentence(BaseModel):
    """One piece of evidence within its sentence."""

    linked: ClassVar[Linked] = SENTENCE

    document: str = Field(description="Id of the document.", examples=["wipo-2023"])
    start: int = Field(ge=0, description="Start of the evidence, in code points of the document.")
    end: int = Field(ge=1, description="End of the evidence, excluded.")
    sentence: str | None = Field(description="Null if the operator's copy does not hold the evidence at this place.")


class Context:
    """Includes the sentences; offered only where the documents are mounted."""

    def schema(self) -> type[BaseModel]:
        """Return the model of a sentence."""
        return Sentence

    def children(self) -> Mapping[str, Include]:
        """Nothing goes deeper."""
        return {}

    def offered(self, folder: Path | None) -> bool:
        """Tell whether the documents are mounted."""
        return folder is not None

    def load(self, snapshot: Snapshot, rows: Sequence[Row]) -> tuple[Sequence[Row], Items]:
        """Return the sentences by fact."""
        folder = snapshot.folder or Path()
        pieces = FACT_EVIDENCE.fetch(snapshot, rows)
        told = {fact: [_sentence(folder, piece) for piece in found] for fact, found in pieces.items()}
        return [], to_jsonable_python(told)


def copies_of(folder: Path | None) -> str:
    """Return what tells one state of the operator's copies from another, without reading them."""
    if folder is None:
        return ""
    try:
        with os.scandir(folder) as files:
            copies = [one for one in files if one.name.endswith(".txt")]
            told = sorted((one.name, one.stat().st_mtime_ns, one.stat().st_size) for one in copies)
    except OSError:
        return "unreadable"
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def _sentence(folder: Path, piece: Row) -> Sentence:
    path = folder / f"{piece.document}.txt"
    text = _read(path, path.stat().st_mtime_ns) if path.is_file() else ""
    held = text[piece.start : piece.end] == piece.surface
    return Sentence(
        document=piece.document,
        start=piece.start,
        end=piece.end,
        sentence=around(text, piece.start, piece.end) if held else None,
    )


@lru_cache(maxsize=64)
def _read(path: Path, _modified: int) -> str:
    return path.read_bytes().decode("utf-8", errors="replace")


def around(text: str, start: int, end: int) -> str:
    """Return the sentence of `text` that holds the span, ends of sentences in English and Chinese."""
    begins = max((match.end() for match in _ENDS.finditer(text, 0, start)), default=0)
    closing = _ENDS.search(text, max(end - 1, 0))
    return text[begins : closing.end() if closing else len(text)].strip()

"""The formats: what each is called, and what writes it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from app.kit.formats import csv, ndjson, xlsx
from app.kit.formats.listing import Listing


@dataclass(frozen=True)
class Format:
    """One format of lists.

    `name` is its word in `format=` and its file extension, `media_type` what it is sent as, and `aliases` are other
    types that `Accept` may name. It is written item by item; `paged` ones are written page by page as well, and
    `saved` ones are meant to be kept as a file. `schema` describes it in OpenAPI.
    """

    name: str
    media_type: str
    about: str
    write: Callable[[Listing], Iterator[bytes]] | None = None
    aliases: tuple[str, ...] = ()
    paged: bool = False
    saved: bool = False
    schema: dict[str, Any] = field(default_factory=lambda: {"type": "string"}, compare=False)

    @property
    def type(self) -> str:
        """The media type without parameters."""
        return self.media_type.partition(";")[0]


JSON = Format("json", "application/json", "one page in an envelope", paged=True)
CSV = Format(
    "csv", "text/csv; charset=utf-8; header=present", "a table, each figure with its source", csv.write, saved=True
)
NDJSON = Format(
    "ndjson", "application/x-ndjson", "one item a line", ndjson.write, ("application/ndjson", "application/jsonl")
)
XLSX = Format(
    "xlsx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "the table as a workbook",
    xlsx.write,
    saved=True,
    schema={"type": "string", "format": "binary"},
)

FORMATS = (JSON, CSV, NDJSON, XLSX)
"""Every format, the one preferred first."""


def offered() -> tuple[Format, ...]:
    """Return the formats of a list on this installation."""
    return tuple(one for one in FORMATS if one is not XLSX or xlsx.installed())

"""The formats: what each is called, and what writes it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, get_args

from pydantic import BaseModel

from app.kit.formats import csv, linked, ndjson, xlsx
from app.kit.formats.listing import Listing


@dataclass(frozen=True)
class Format:
    """One format of lists.

    `name` is its word in `format=` and its file extension, `media_type` what it is sent as, and `aliases` are other
    types that `Accept` may name. It is written item by item; `paged` ones are written page by page as well, `single`
    ones tell of one item too, and `saved` ones are meant to be kept as a file. `declared` is the class attribute that
    a model must have to be offered in it. `schema` describes it in OpenAPI.
    """

    name: str
    media_type: str
    about: str
    write: Callable[[Listing], Iterator[bytes]] | None = None
    aliases: tuple[str, ...] = ()
    paged: bool = False
    single: bool = False
    saved: bool = False
    declared: str | None = None
    schema: dict[str, Any] = field(default_factory=lambda: {"type": "string"}, compare=False)

    @property
    def type(self) -> str:
        """The media type without parameters."""
        return self.media_type.partition(";")[0]


JSON = Format("json", "application/json", "plain JSON, a list page by page", paged=True, single=True)
CSV = Format(
    "csv", "text/csv; charset=utf-8; header=present", "a table, each figure with its source", csv.write, saved=True
)
NDJSON = Format(
    "ndjson", "application/x-ndjson", "one item a line", ndjson.write, ("application/ndjson", "application/jsonl")
)
JSONLD = Format(
    "jsonld",
    "application/ld+json",
    "linked data in the terms of schema.org and PROV-O, a list page by page",
    linked.write,
    paged=True,
    single=True,
    declared="linked",
    schema={"type": "object", "additionalProperties": True},
)
XLSX = Format(
    "xlsx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "the table as a workbook",
    xlsx.write,
    saved=True,
    schema={"type": "string", "format": "binary"},
)

FORMATS = (JSON, CSV, NDJSON, JSONLD, XLSX)
"""Every format, the one preferred first."""


def offered(answer: type[BaseModel]) -> tuple[Format, ...]:
    """Return the formats of an answer on this installation: of a list that can be walked to its end, or of one item."""
    following = answer.model_fields.get("next")
    listed = following is not None and str in get_args(following.annotation)
    model = item_of(answer)
    return tuple(
        one
        for one in FORMATS
        if (listed or one.single)
        and (one.declared is None or getattr(model, one.declared, None) is not None)
        and (one is not XLSX or xlsx.installed())
    )


def item_of(answer: type[BaseModel]) -> type[BaseModel]:
    """Return the model of the items of an answer; itself if it is one."""
    items = answer.model_fields.get("items")
    return get_args(items.annotation)[0] if items else answer

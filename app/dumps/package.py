"""All of it as a Data Package (version 2.0 of the standard): CSV tables, and what describes them."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic_core import to_json

from app.dumps.about import NAME, READING, TITLE
from app.dumps.file import File
from app.dumps.sources import address_of, sources_of
from app.dumps.table_schema import Described, schema_of
from app.dumps.walk import current
from app.kit.formats import csv
from app.kit.formats.listing import Item, Listing
from app.kit.resource import Resource
from app.kit.rows.prepared import Row
from app.kit.rows.snapshot import Snapshot
from app.resources import RESOURCES

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"


def table(snapshot: Snapshot, resource: Resource, batches: Iterator[list[Item]], folder: Path) -> Described:
    """Write the table of a collection below a folder; return the Data Resource that describes it."""
    path = f"data/{resource.name}.csv"
    (folder / "data").mkdir(exist_ok=True)
    listing = Listing(resource.name, resource.schema, batches, snapshot, f"/v1/{resource.name}")
    file = File.of(folder / path, csv.write(listing))
    return {
        "name": resource.name,
        "type": "table",
        "path": path,
        "description": resource.about.strip(),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
        "dialect": {
            "delimiter": ",",
            "lineTerminator": "\r\n",
            "quoteChar": '"',
            "doubleQuote": True,
            "skipInitialSpace": False,
            "header": True,
        },
        "schema": schema_of(resource, RESOURCES),
    }


def describe(snapshot: Snapshot, tables: Sequence[Described], folder: Path) -> None:
    """Write what describes the package beside its tables."""
    release = current(snapshot)
    package = {
        "$schema": PROFILE,
        "name": NAME,
        "title": TITLE,
        "description": READING,
        **({"homepage": f"{snapshot.base}/docs"} if snapshot.base else {}),
        "version": snapshot.release,
        **({"created": f"{release.released_on}T00:00:00Z"} if release else {}),
        **({"licenses": [{"path": snapshot.licence}]} if snapshot.licence else {}),
        "sources": [_source(document) for document in sources_of(snapshot)],
        "resources": tables,
    }
    (folder / "datapackage.json").write_bytes(to_json(package, indent=1) + b"\n")
    (folder / "README.md").write_text(READING, encoding="utf-8", newline="\n")


def _source(document: Row) -> Described:
    """Return a source: its title or, where none is printed, our label; the rest only as far as it is printed."""
    told = {
        "title": document.title or document.label_en,
        "path": address_of(document),
        "publisher": document.publisher,
        "published": document.published_on,
    }
    return {name: value for name, value in told.items() if value is not None}

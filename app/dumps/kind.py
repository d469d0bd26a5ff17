"""The kinds of files: where each is asked, and as what it is sent."""

from dataclasses import dataclass

from app.dumps.about import NAME
from app.kit.formats.format import NDJSON, Format

BINARY = {"type": "string", "format": "binary"}


@dataclass(frozen=True)
class Kind:
    """One kind; `form.name` is the ending of its files, and `form.saved` ones are sent to be saved under their name."""

    path: str
    operation: str
    form: Format
    summary: str
    description: str

    def name(self, release: str) -> str:
        """Return what the file of a release is called."""
        return f"{NAME}-{release}.{self.form.name}"


LINES = Kind(
    "/dump.ndjson",
    "get_dump_ndjson",
    Format("ndjson", NDJSON.media_type, "one item a line", aliases=NDJSON.aliases, saved=True),
    "All of it as NDJSON",
    'A line for each item of every collection, `{"collection": "summits", "item": {...}}`, each item as its list shows '
    "it; first the release. Collections stand in the order of `/v1`, their items in the order of ids. Deprecated facts "
    "are left out, as they are in `/v1/facts`.",
)
PACKAGE = Kind(
    "/dump.zip",
    "get_dump_zip",
    Format("zip", "application/zip", "a data package", saved=True, schema=BINARY),
    "All of it as a data package",
    "A Frictionless Data Package (version 2.0 of the standard) in a ZIP file: a CSV table for each collection, and "
    "`datapackage.json` with their schemas, foreign keys, sizes and digests, and the sources. Deprecated facts are "
    "left out.",
)
DATABASE = Kind(
    "/dump.sqlite",
    "get_dump_sqlite",
    Format(
        "sqlite", "application/vnd.sqlite3", "a database", aliases=("application/x-sqlite3",), saved=True, schema=BINARY
    ),
    "All of it as a database",
    "An SQLite database with every table, deprecated facts, the history and the search included. It may be opened "
    "read-only, and a server of this API can serve it as it is.",
)
CHECKSUMS = Kind(
    "/dump.sha256",
    "get_dump_checksums",
    Format("sha256", "text/plain; charset=utf-8", "a line for each dump", saved=True),
    "Checksums of the dumps",
    "What `sha256sum --check` reads: the digests of the dumps under the names that they are saved under.",
)
DATASET = Kind(
    "/dataset",
    "get_dataset",
    Format(
        "jsonld",
        "application/ld+json",
        "a description for catalogues",
        aliases=("application/json",),
        schema={"type": "object", "additionalProperties": True},
    ),
    "The dataset, for catalogues",
    "A description in DCAT 3 and schema.org, as JSON-LD that needs no context from elsewhere: the release, the years, "
    "the sources, each dump with its size and digest, and the list of each collection as a service.",
)

DUMPS = (LINES, PACKAGE, DATABASE)
"""Those that hold all of the data."""

KINDS = (*DUMPS, CHECKSUMS, DATASET)

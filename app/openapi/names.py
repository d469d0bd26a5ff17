"""How the schemas are called: these names become types in generated clients, so they do not change within `/v1`."""

import json
import re
from typing import Any

from app.openapi.walk import schemas_of

APART = {
    "Change": "ChangeKind",
    "ChangePublic": "FactChange",
    "Claims": "VerifyRequest",
    "Recipient": "NamedRecipient",
}
"""Names of others: a key called as its own schema, or two nouns alike, confuse generated code."""


def rename(document: dict[str, Any]) -> None:
    """Call a schema by its noun: `SummitItem` is `Summit`, `FactPublicPage` is `FactPage`. Titles say nothing more.

    `AttendeeItem`, with all that may be included, is `Attendee`; `AttendeePublic`, without, is `AttendeePlain`.
    Raises ValueError if two schemas would have one name.
    """
    schemas = document["components"]["schemas"]
    names = {name: _name(name, set(schemas)) for name in schemas}
    if len(set(names.values())) < len(names):
        raise ValueError(f"two schemas of one name among {sorted(names.values())}")
    for schema in schemas_of(document):
        schema.pop("title", None)
    text = re.sub(
        r'"#/components/schemas/(\w+)"', lambda found: f'"#/components/schemas/{names[found[1]]}"', json.dumps(document)
    )
    document |= json.loads(text)
    schemas = document["components"]["schemas"]
    document["components"]["schemas"] = {names[name]: schema for name, schema in schemas.items()}


def _name(name: str, schemas: set[str]) -> str:
    page = "Page" if name.endswith("Page") else ""
    noun = name.removesuffix("Page")
    if noun in APART:
        return f"{APART[noun]}{page}"
    if noun.endswith("Public"):
        noun = noun.removesuffix("Public")
        return f"{noun}Plain{page}" if f"{noun}Item" in schemas else f"{noun}{page}"
    return f"{noun.removesuffix('Item')}{page}"

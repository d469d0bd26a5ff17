"""How search is asked in tests: the table of queries, and answers as `type/id`."""

from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import yaml

from tests.asking import walk
from tests.served import Served

TABLE: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    Path(__file__).with_name("searches.yaml").read_text(encoding="utf-8")
)


def path_of(kind: str, asked: dict[str, Any], **more: Any) -> str:
    """Return the path that asks one line of the table."""
    wanted = {name: asked[name] for name in ("q", "type", "year") if name in asked}
    return f"/v1/{kind}?{urlencode(wanted | more, doseq=True)}"


def key(item: dict[str, Any]) -> str:
    """Return what the table calls an item."""
    return f"{item['type']}/{item['id']}"


def found(served: Served, kind: str, asked: dict[str, Any], **more: Any) -> list[str]:
    """Ask and return what was found on all pages, in order."""
    return [key(item) for item in walk(served, path_of(kind, asked, **more))]

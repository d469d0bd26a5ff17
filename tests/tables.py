"""Tables as independent readers see them, and what each cell should hold, worked out from the JSON answer."""

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any

import openpyxl

from tests.served import Served

Row = dict[str, Any]

UNFOLDED = {"/v1/trends": "points", "/v1/compare": "points", "/v1/coverage": "years"}
"""Lists that have a row for each element of a list within an item."""


def read_csv(text: str) -> list[Row]:
    """Return the rows of a CSV file, by the names in its head."""
    assert text.endswith("\r\n")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def read_xlsx(content: bytes) -> list[Row]:
    """Return the rows of the first sheet of a workbook, by the names in its head."""
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    rows = book.worksheets[0].iter_rows(values_only=True)
    head = [str(name) for name in next(rows)]
    return [dict(zip(head, row, strict=True)) for row in rows]


def evidence(served: Served) -> dict[str, list[dict[str, Any]]]:
    """Return the evidence of every fact by its id."""
    path = "/v1/facts?rank=preferred&rank=normal&rank=deprecated&format=ndjson&fields=evidence"
    return {item["id"]: item["evidence"] for item in map(json.loads, served.get(path).text.splitlines())}


def flat(path: str, items: list[Row], release: str) -> Iterator[Row]:
    """Yield an item for each row of the table of `items`."""
    name = UNFOLDED.get(path.partition("?")[0])
    for item in items:
        for element in item[name] if name else [None]:
            yield {"release": release, **item, "served_release": release} | ({name: element} if name else {})


def expected(item: Row, column: str, proofs: dict[str, list[dict[str, Any]]]) -> Any:
    """Return what a cell stands for: a plain value, a list of values, or an object."""
    value: Any = item
    for name in column.split("."):
        if isinstance(value, list):
            value = [one[name] for one in value]
        elif value is None:
            return None
        elif name in {"document", "surface"} and name not in value:
            value = [piece[name] for piece in proofs[value["fact"]]]
        else:
            value = value[name]
    return value


def said(cell: str, like: Any) -> Any:
    """Return what a cell of text says, read as what is expected of it."""
    if isinstance(like, list) and not any(isinstance(one, dict | list) for one in like):
        found = [re.sub(r"\\(.)", r"\1", one) for one in re.findall(r"(?:[^|\\]|\\.)+", cell)]
        return [type(one)(text) for one, text in zip(like, found, strict=True)]
    if isinstance(like, list | dict):
        return json.loads(cell)
    if isinstance(like, bool):
        return {"true": True, "false": False}[cell]
    return type(like)(cell) if isinstance(like, int | float) else cell

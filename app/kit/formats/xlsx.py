"""XLSX (ISO/IEC 29500): the table on one sheet, and on a second what it is a table of."""

import datetime as dt
import tempfile
from collections.abc import Iterator
from http import HTTPStatus
from importlib import metadata
from importlib.util import find_spec
from itertools import chain
from typing import TYPE_CHECKING, Any

from app.kit.formats.columns import Cell, Writing
from app.kit.formats.listing import Listing
from app.kit.formats.table import columns_for, rows_for
from app.kit.problems import ProblemError

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_576
LONGEST_CELL = 32_767
"""Rows of a sheet, its head included, and characters of a cell, that Excel reads."""

LONG = f"a cell holds {LONGEST_CELL:,} characters; leave keys out with fields, include less, or ask for csv"
"""What is said of a cell that is longer."""

NARROW, WIDE = 12, 40
"""Characters that a column shows, at least and at most."""

CHUNK = 65_536

MADE = dt.datetime(1980, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)
"""The moment in the file, as in every part of its archive: the same list gives the same bytes."""

OPTIONS = {
    "constant_memory": True,
    "strings_to_numbers": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}


AS_THEY_ARE: Writing[list[Cell]] = Writing(lambda cell: [cell], lambda parts: [*chain.from_iterable(parts)])


def installed() -> bool:
    """Tell whether this installation can write it: the extra `xlsx`."""
    return find_spec("xlsxwriter") is not None


def version() -> str:
    """Return the version of what writes it, or nothing."""
    return metadata.version("xlsxwriter") if installed() else ""


def write(listing: Listing) -> Iterator[bytes]:
    """Yield the file in chunks, once it is written. Raises ProblemError 422 if Excel could not hold it."""
    from xlsxwriter import Workbook  # noqa: PLC0415  (an extra)

    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as file:
        book = Workbook(file, {**OPTIONS, "tmpdir": folder})
        book.set_properties({"title": listing.name, "comments": f"Release {listing.snapshot.release}", "created": MADE})
        try:
            _table(book.add_worksheet(listing.name[:31]), book.add_format({"bold": True}), listing)
            _about(book.add_worksheet("about"), listing)
        finally:
            book.close()
        file.seek(0)
        while chunk := file.read(CHUNK):
            yield chunk


def _table(sheet: "Worksheet", bold: "Format", listing: Listing) -> None:
    columns = columns_for(listing)
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, min(max(len(column.name) + 2, NARROW), WIDE))
    sheet.set_row(0, None, bold)
    _row(sheet, 0, [column.name for column in columns])
    last = 0
    for rows in rows_for(listing, columns, AS_THEY_ARE):
        for last, row in enumerate(rows, start=last + 1):  # noqa: B020  (goes on counting)
            _row(sheet, last, row)
    sheet.autofilter(0, 0, last, len(columns) - 1)


def _row(sheet: "Worksheet", place: int, cells: list[Any]) -> None:
    if place >= MOST_ROWS:
        raise _too_much(f"a sheet holds {MOST_ROWS - 1:,} items; narrow the list, or ask for csv")
    for column, cell in enumerate(cells):
        if isinstance(cell, bool):
            sheet.write_boolean(place, column, cell)
        elif isinstance(cell, str):
            if len(cell) > LONGEST_CELL:
                raise _too_much(LONG)
            sheet.write_string(place, column, cell)
        elif cell is not None:
            sheet.write_number(place, column, cell)


def _about(sheet: "Worksheet", listing: Listing) -> None:
    known = {
        "release": listing.snapshot.release,
        "list": listing.snapshot.base + listing.address.removeprefix(listing.root if listing.snapshot.base else ""),
        "licence": listing.snapshot.licence,
        "empty cells": "not stated, or not applicable, or a list without values",
    }
    for place, (name, value) in enumerate((name, value) for name, value in known.items() if value):
        _row(sheet, place, [name, value])


def _too_much(detail: str) -> ProblemError:
    return ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, detail)

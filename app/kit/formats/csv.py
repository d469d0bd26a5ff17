"""CSV (RFC 4180): a header line, then a row for each item (or each year of it), CRLF between lines, UTF-8."""

import csv
import io
from collections.abc import Iterator

from app.kit.formats.columns import Cell
from app.kit.formats.listing import Listing
from app.kit.formats.table import columns_for, rows_for

BYTE_ORDER_MARK = "\ufeff"
"""What makes Excel read UTF-8."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Beginnings that make a spreadsheet take a text for a formula (OWASP, CSV injection)."""


_BEGINS = {*FORMULA, "'"}


def write(listing: Listing) -> Iterator[bytes]:
    """Yield the table, some rows at a time; texts that would be formulas stand after an apostrophe."""
    columns = columns_for(listing)
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\r\n")
    lines.write(BYTE_ORDER_MARK if listing.excel else "")
    writer.writerow([column.name for column in columns])
    for rows in rows_for(listing, columns):
        writer.writerows(
            [one if one is None or (one.__class__ is str and one[:1] not in _BEGINS) else _written(one) for one in row]
            for row in rows
        )
        yield lines.getvalue().encode()
        lines.seek(0)
        lines.truncate()
    yield lines.getvalue().encode()


def _written(cell: Cell) -> Cell:
    if isinstance(cell, str):
        # Apostrophes before such a beginning are taken in, so that the one added can be taken away again.
        return f"'{cell}" if cell.lstrip("'").startswith(FORMULA) else cell
    return str(cell).lower() if isinstance(cell, bool) else cell

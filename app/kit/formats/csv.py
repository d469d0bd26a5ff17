"""CSV (RFC 4180): a header line, then a row for each item (or each year of it), CRLF between lines, UTF-8."""

import re
from collections.abc import Iterator

from app.kit.formats.columns import Cell, Writing
from app.kit.formats.listing import Listing
from app.kit.formats.table import columns_for, rows_for

BYTE_ORDER_MARK = "\ufeff"
"""What makes Excel read UTF-8."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Beginnings that make a spreadsheet take a text for a formula (OWASP, CSV injection)."""

_BEGINS = {*FORMULA, "'"}
_QUOTED = re.compile('[",\r\n]').search


def write(listing: Listing) -> Iterator[bytes]:
    """Yield the table, some rows at a time; texts that would be formulas stand after an apostrophe."""
    columns, texts = columns_for(listing), Texts()
    lines = [BYTE_ORDER_MARK * listing.excel + ",".join(texts[column.name] for column in columns)]
    for rows in rows_for(listing, columns, Writing(texts.__getitem__, ",".join)):
        yield "\r\n".join([*lines, *rows, ""]).encode()
        lines = []
        texts.clear()
    yield "".join(f"{line}\r\n" for line in lines).encode()


class Texts(dict[Cell, str]):
    """Cells as they are written; texts are remembered until they are cleared, for neighbouring rows share many."""

    def __missing__(self, cell: Cell) -> str:
        if cell is not None and not isinstance(cell, str):
            # What is equal may be written differently: 1, 1.0 and true.
            return str(cell).lower() if isinstance(cell, bool) else str(cell)
        text = cell or ""
        if text[:1] in _BEGINS and text.lstrip("'").startswith(FORMULA):
            # Apostrophes before such a beginning are taken in, so that the one added can be taken away again.
            text = f"'{text}"
        self[cell] = text = '"{}"'.format(text.replace('"', '""')) if _QUOTED(text) else text
        return text

"""Flat columns, and what becomes of a cell: models of our own making, so that every case is met."""

import csv
import io
import re
from collections.abc import Iterator
from enum import StrEnum
from itertools import product
from typing import Annotated, Any, ClassVar

import openpyxl
import pytest
import sqlalchemy as sa
from pydantic import BaseModel, Field

from app.kit.formats import csv as comma
from app.kit.formats import xlsx
from app.kit.formats.columns import Cell
from app.kit.formats.listing import Listing
from app.kit.problems import ProblemError
from app.kit.rows.snapshot import Snapshot


class Colour(StrEnum):
    RED = "red"


class Name(BaseModel):
    en: str | None
    zh: str | None


class Piece(BaseModel):
    page: int
    text: str


class Loose(BaseModel):
    page: int | None


class Thing(BaseModel):
    id: str
    text: str | None = None
    count: Annotated[int | None, Field(ge=0)] = None
    share: int | float | None = None
    whole: bool | None = None
    colour: Colour | None = None
    name: Name | None = None
    tags: list[str] = []
    years: Annotated[list[int], Field(max_length=3)] = []
    pieces: list[Piece] = []
    loose: list[Loose] = []
    deep: list[list[int]] = []
    proofs: dict[str, list[str]] = {}


class Line(BaseModel):
    unfolds: ClassVar[str] = "points"
    id: str
    points: list[Name]


ENGINE = sa.create_engine("sqlite://")


def listing(*items: BaseModel, fields: list[str] | None = None, excel: bool = False) -> Listing:
    snapshot = Snapshot(ENGINE.connect(), "0123", "", None, "", "", "")
    batches = [[item.model_dump(mode="json")] for item in items]
    return Listing("things", type(items[0]), batches, snapshot, "/v1/things", fields=fields, excel=excel)


def table(*items: BaseModel, **more: Any) -> list[list[str]]:
    return list(csv.reader(io.StringIO(written(comma.write(listing(*items, **more))), newline=""), strict=True))


def written(chunks: Iterator[bytes]) -> str:
    return b"".join(chunks).decode()


def test_the_columns_follow_the_model_not_the_data() -> None:
    head, row = table(Thing(id="a"))
    assert head == [
        "id", "text", "count", "share", "whole", "colour", "name.en", "name.zh", "tags", "years", "pieces.page",
        "pieces.text", "loose", "deep", "proofs", "release",
    ]  # fmt: skip
    assert row == ["a", *[""] * 11, "[]", "[]", "{}", "0123"]


def test_each_kind_of_value_has_its_cell() -> None:
    full = Thing(
        id="a",
        text='say "hi",\r\nthen go',
        count=0,
        share=1.5,
        whole=False,
        colour=Colour.RED,
        name=Name(en="x", zh=None),
        tags=["a|b", "c\\d", "e"],
        years=[2022, 2023],
        pieces=[Piece(page=1, text="one"), Piece(page=2, text="two|three")],
        loose=[Loose(page=None)],
        deep=[[1], []],
        proofs={"name": ["f"]},
    )
    _, row = table(full)
    assert row == [
        "a", 'say "hi",\r\nthen go', "0", "1.5", "false", "red", "x", "", "a\\|b|c\\\\d|e", "2022|2023", "1|2",
        "one|two\\|three", '[{"page":null}]', "[[1],[]]", '{"name":["f"]}', "0123",
    ]  # fmt: skip


def test_a_line_ends_with_cr_lf_and_is_quoted_only_where_it_must_be() -> None:
    """RFC 4180 section 2."""
    text = written(comma.write(listing(Thing(id="a", text="b,c"), fields=["text"])))
    assert text == 'id,text,release\r\na,"b,c",0123\r\n'


def test_texts_are_quoted_as_the_standard_library_quotes_them() -> None:
    """Every text of up to three signs that mean something in a table, after one that means nothing."""
    rows = [[f"a{''.join(signs)}", None, 1.5] for count in range(4) for signs in product(",\"\r\n' ;", repeat=count)]
    lines = io.StringIO(newline="")
    csv.writer(lines).writerows(rows)
    texts = comma.Texts()
    assert "".join(f"{','.join(texts[cell] for cell in row)}\r\n" for row in rows) == lines.getvalue()


def test_what_is_equal_is_not_taken_for_the_same() -> None:
    texts = comma.Texts()
    told: list[Cell] = [True, 1, 1.0, "1", None, 0, False, 0.0, "true", ""]
    assert [texts[cell] for cell in told] == ["true", "1", "1.0", "1", "", "0", "false", "0.0", "true", ""]
    assert [texts[cell] for cell in reversed(told)] == ["", "true", "0.0", "false", "0", "", "1", "1.0", "1", "true"]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"], ids=ascii)
def test_a_text_is_never_a_formula(sign: str) -> None:
    text = f"{sign}HYPERLINK(1)"
    _, row = table(Thing(id=text, text=text, tags=[text, "b"], name=Name(en=text, zh=f"a{sign}")))
    cells = dict(zip(table(Thing(id="a"))[0], row, strict=True))
    assert cells["id"] == cells["text"] == cells["name.en"] == f"'{text}"
    assert cells["tags"] == f"'{text}|b"
    assert cells["name.zh"] == f"a{sign}"


def test_the_apostrophe_can_be_taken_away_again() -> None:
    texts = ["=1", "'=1", "''=1", "'tis", "-", "'"]
    cells = [dict(zip(*table(Thing(id="a", text=text)), strict=True))["text"] for text in texts]
    assert [re.sub(r"^'('*[=+@-])", r"\1", cell) for cell in cells] == texts
    assert len(set(cells)) == len(texts)


def test_a_negative_number_is_a_number() -> None:
    assert dict(zip(*table(Thing(id="a", share=-1.5)), strict=True))["share"] == "-1.5"


def test_a_list_within_an_item_is_unfolded() -> None:
    head, *rows = table(Line(id="a", points=[Name(en="x", zh="y"), Name(en="z", zh=None)]), Line(id="b", points=[]))
    assert head == ["id", "points.en", "points.zh", "release"]
    assert rows == [["a", "x", "y", "0123"], ["a", "z", "", "0123"], ["b", "", "", "0123"]]


def book(*items: BaseModel) -> Any:
    return openpyxl.load_workbook(io.BytesIO(b"".join(xlsx.write(listing(*items)))))


def test_a_workbook_keeps_types_and_never_makes_formulas_or_links() -> None:
    text = "=1+1"
    sheet = book(Thing(id=text, text="https://example.org", count=3, whole=True, name=Name(en="007", zh="乌镇")))[
        "things"
    ]
    cells = dict(zip([cell.value for cell in sheet[1]], sheet[2], strict=True))
    assert (cells["id"].value, cells["id"].data_type) == (text, "s")
    assert (cells["text"].value, cells["text"].hyperlink) == ("https://example.org", None)
    assert [cells[name].value for name in ("count", "whole", "name.en", "name.zh")] == [3, True, "007", "乌镇"]


def test_a_workbook_says_what_it_is_of_and_is_the_same_twice() -> None:
    about = dict(book(Thing(id="a"))["about"].iter_rows(values_only=True))
    assert about == {
        "release": "0123",
        "list": "/v1/things",
        "empty cells": "not stated, or not applicable, or a list without values",
    }
    first, second = (b"".join(xlsx.write(listing(Thing(id="a")))) for _ in range(2))
    assert first == second


def test_what_a_workbook_cannot_hold_is_refused_not_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ProblemError, match="32,767 characters"):
        list(xlsx.write(listing(Thing(id="a", text="x" * 32_768))))
    monkeypatch.setattr(xlsx, "MOST_ROWS", 3)
    assert list(xlsx.write(listing(Thing(id="a"), Thing(id="b"))))
    with pytest.raises(ProblemError, match="a sheet holds 2 items"):
        list(xlsx.write(listing(Thing(id="a"), Thing(id="b"), Thing(id="c"))))

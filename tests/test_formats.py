"""Every list in every format, read by an independent reader, against the same list as JSON."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from app.resources import RESOURCES
from tests.asking import names, refused, walk
from tests.described import OPENAPI
from tests.releasing import loaded, three_releases
from tests.served import Served, serve
from tests.tables import evidence, expected, flat, read_csv, read_xlsx, said
from tests.test_openapi import replays

README = (Path(__file__).resolve().parent.parent / "README.md").read_text(encoding="utf-8")
TYPES = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8; header=present",
    "ndjson": "application/x-ndjson",
    "jsonld": "application/ld+json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
GET = {path: methods["get"] for path, methods in OPENAPI["paths"].items() if "get" in methods}
CONTENT = {
    operation["operationId"]: operation["responses"]["200"]["content"]
    for operation in GET.values()
    if "200" in operation["responses"]
}
LISTS = {name: path for name, path in replays() if "text/csv" in CONTENT.get(name, {})}
LISTS["list_coverage"] = "/v1/coverage?property=guests&property=theme"


def more(path: str, query: str) -> str:
    """Add to the query of a path."""
    return f"{path}{'&' if '?' in path else '?'}{query}"


def test_every_collection_is_a_list() -> None:
    paths = {path.partition("?")[0] for path in LISTS.values()}
    assert paths >= {f"/v1/{resource.name}" for resource in RESOURCES} | {"/v1", "/v1/timeline", "/v1/trends"}
    assert len(LISTS) == 24


def test_a_cell_that_is_too_long_is_refused_with_what_makes_it_shorter(served: Served) -> None:
    problem = served.get("/v1/summits?include=facts&format=xlsx")
    assert problem.status_code == 422
    assert all(word in problem.json()["detail"] for word in ("32,767 characters", "fields", "include less", "csv"))
    assert served.get("/v1/summits?format=xlsx").status_code == 200


@pytest.mark.parametrize("name", ["csv", "xlsx", "ndjson"])
@pytest.mark.parametrize("operation", LISTS)
def test_a_list_says_the_same_in_every_format(served: Served, operation: str, name: str) -> None:
    path = LISTS[operation]
    items = list(walk(served, more(path, "limit=100") if "limit" in parameters(operation) else path))
    got = served.get(more(path, f"format={name}"))
    assert got.status_code == 200, got.text
    assert got.headers["content-type"] == TYPES[name]
    if name == "ndjson":
        assert [json.loads(line) for line in got.text.splitlines()] == items
        return
    rows = read_csv(got.text) if name == "csv" else read_xlsx(got.content)
    wanted = list(flat(path, items, got.headers["x-dataset-version"]))
    assert len(rows) == len(wanted)
    proofs = evidence(served)
    for row, item in zip(rows, wanted, strict=True):
        for column, cell in row.items():
            value = expected(item, column, proofs)
            if value is None or value == []:
                assert cell in ({"", None} if value is None else {"", None, "[]"}), (column, cell)
            elif name == "xlsx" and not isinstance(value, list | dict):
                assert (type(cell), cell) == (type(value), value), column
            else:
                assert said(cell, value) == value, column


def parameters(operation: str) -> set[str]:
    """Return the parameters of an operation."""
    found = next(one for one in GET.values() if one["operationId"] == operation)
    return {one["name"] for one in found["parameters"]}


@pytest.mark.parametrize("operation", LISTS)
def test_no_number_of_a_table_stands_without_its_source(served: Served, operation: str) -> None:
    """Value, bound, unit, scope, display, document, surface and release, in one row."""
    for row in read_csv(served.get(more(LISTS[operation], "format=csv")).text):
        for column in [name for name in row if row[name] and re.search(r"(^|\.)(value|number)$", name)]:
            base = column.rpartition(".")[0]
            beside = [".".join(filter(None, (base, name))) for name in ("bound", "unit", "scope", "display.en")]
            proof = f"{column.removesuffix('number')}evidence" if column.endswith("number") else base
            beside += [f"{proof}.document", f"{proof}.surface", "release"]
            assert all(row[name] for name in beside), (column, row)


def test_a_table_has_the_same_columns_whatever_is_found(served: Served) -> None:
    whole = served.get("/v1/summits?format=csv").text.splitlines()[0]
    assert served.get("/v1/summits?format=csv&year=1999").text == f"{whole}\r\n"


@pytest.mark.parametrize("name", ["csv", "xlsx", "ndjson"])
def test_filters_sort_fields_and_include_hold_in_every_format(served: Served, name: str) -> None:
    query = "year_from=2023&series=wuzhen&sort=year&fields=name,figures&include=sub_forums.speakers,outcomes"
    items = served.items(f"/v1/summits?{query}")
    got = served.get(f"/v1/summits?{query}&format={name}")
    if name == "ndjson":
        assert [json.loads(line) for line in got.text.splitlines()] == items
        return
    rows = read_csv(got.text) if name == "csv" else read_xlsx(got.content)
    assert [row["id"] for row in rows] == ["wuzhen-2023", "wuzhen-2024"]
    for row, item in zip(rows, items, strict=True):
        assert {column.partition(".")[0] for column in row} == {"id", "name", "figures", "included", "release"}
        assert json.loads(row["included.outcomes"]) == item["included"]["outcomes"]
        assert json.loads(row["included.sub_forums"]) == item["included"]["sub_forums"]


def test_a_limit_makes_pages_in_every_format(served: Served) -> None:
    whole = served.get("/v1/facts?format=csv&fields=property").text.splitlines()[1:]
    found: list[str] = []
    following: str | None = "/v1/facts?format=csv&fields=property&limit=200"
    while following:
        page = served.get(following)
        found += page.text.splitlines()[1:]
        following = page.links.get("next", {}).get("url")
    assert found == whole
    assert len(whole) > 3 * 200


def test_a_walk_goes_on_in_another_format(served: Served) -> None:
    following = served.json("/v1/facts?limit=500&fields=property")["next"]
    rest = read_csv(served.get(following.replace("limit=500&", "") + "&format=csv").text)
    assert [row["id"] for row in rest] == [item["id"] for item in walk(served, following)]


def test_the_table_of_the_readme_is_true() -> None:
    """Format by collection; each cell is exercised above, or with the dumps and the linked data."""
    head, *lines = re.findall(r"^\| `?(?:list|/v1)[^\n]*", README, re.MULTILINE)
    formats = re.findall(r"`(\w+)`", head)
    told = {}
    for line in lines:
        name, *cells = [cell.strip() for cell in line.strip("|").split("|")]
        told[name.strip("`")] = {one for one, cell in zip(formats, cells, strict=True) if cell == "yes"}
    types = {name: media.partition(";")[0] for name, media in TYPES.items()}
    served = {
        path: {one for one in formats if types[one] in CONTENT[operation["operationId"]]}
        for path, operation in GET.items()
        if operation["operationId"] in LISTS
    }
    assert told == served


def test_excel_gets_its_byte_order_mark(served: Served) -> None:
    plain, marked = (served.get(f"/v1/summits?format=csv{more}").content for more in ("", "&excel=true"))
    assert marked == b"\xef\xbb\xbf" + plain
    assert served.get("/v1/summits?excel=true").content == marked
    assert served.get("/v1/summits?excel=false").headers["content-type"] == "application/json"
    for name in ("json", "ndjson", "xlsx"):
        assert names(refused(served, f"/v1/summits?format={name}&excel=true")) == ["excel"]


def test_files_are_named_after_their_list(served: Served) -> None:
    for path, name in (("/v1/sub-forums?format=csv", "sub-forums.csv"), ("/v1?format=xlsx", "index.xlsx")):
        assert served.get(path).headers["content-disposition"] == f'attachment; filename="{name}"'
    assert "content-disposition" not in served.get("/v1/summits?format=ndjson").headers


def test_a_page_chosen_by_accept_leads_to_pages_like_it(served: Served) -> None:
    first = served.get("/v1/facts?limit=7&fields=property", accept="text/csv")
    following = served.get(first.links["next"]["url"])
    assert following.headers["content-type"] == TYPES["csv"]
    assert len(read_csv(following.text)) == 7


def test_a_release_of_an_item_and_that_of_the_table_stand_apart(tmp_path: Path) -> None:
    series = three_releases(tmp_path)
    with serve(loaded(f"sqlite:///{tmp_path}/x.sqlite", (series.rows[-1], series.log))) as other:
        path = f"/v1/changes?since={series.versions[0]}"
        rows, items = read_csv(other.get(f"{path}&format=csv").text), other.items(path)
        version = other.get(path).headers["x-dataset-version"]
    assert [(row["fact"], row["release"], row["served_release"]) for row in rows] == [
        (item["fact"], item["release"], version) for item in items
    ]


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("format=xml", "format"),
        ("format=CSV", "format"),
        ("format=csv&format=json", "format"),
        ("format=", "format"),
        ("excel=yes", "excel"),
        ("format=csv&cursor=x", "cursor"),
        ("format=csv&limit=0", "limit"),
    ],
)
def test_what_is_not_understood_is_refused(served: Served, query: str, named: str) -> None:
    assert names(refused(served, f"/v1/summits?{query}")) == [named]


def test_a_format_has_a_validator_of_its_own(served: Served) -> None:
    tags: dict[str, Any] = {}
    for name in TYPES:
        got = served.get("/v1/summits", accept=TYPES[name].partition(";")[0])
        tags[got.headers["etag"]] = got
        again = served.get("/v1/summits", accept=TYPES[name].partition(";")[0], if_none_match=got.headers["etag"])
        assert (again.status_code, again.content) == (304, b"")
    assert len(tags) == len(TYPES)

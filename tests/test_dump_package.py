"""The data package, read by `frictionless` and by hand."""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package

from app.models import words as w
from app.resources import RESOURCES
from tests.asking import walk
from tests.served import Served, serve
from tests.tables import evidence, expected, flat, read_csv, said

KEYS = {
    "sub-forums": {"summit": "summits"},
    "exhibitors": {"expo": "activities", "summit": "summits"},
    "competitions": {"summit": "summits"},
    "speakers": {"person": "people", "sub_forum": "sub-forums", "summit": "summits"},
    "attendees": {"person": "people", "sub_forum": "sub-forums", "summit": "summits"},
    "partners": {"organization": "organizations", "sub_forum": "sub-forums", "summit": "summits"},
    "outcomes": {"summit": "summits"},
    "activities": {"summit": "summits"},
    "indicators": {"property": "properties", "summit": "summits"},
    "facts": {"property": "properties", "summit": "summits"},
}
"""The columns that point to another table."""


@pytest.fixture(scope="module")
def archive(served: Served) -> Iterator[zipfile.ZipFile]:
    """Give the archive that is served."""
    with zipfile.ZipFile(io.BytesIO(served.get("/v1/dump.zip").content)) as opened:
        yield opened


@pytest.fixture(scope="module")
def described(archive: zipfile.ZipFile) -> Any:
    """Give what describes the package."""
    return json.loads(archive.read("datapackage.json"))


@pytest.fixture(scope="module")
def tables(archive: zipfile.ZipFile, described: Any) -> dict[str, Any]:
    """Give the rows of each table."""
    return {one["name"]: read_csv(archive.read(one["path"]).decode()) for one in described["resources"]}


def unpacked(archive: zipfile.ZipFile, folder: Path) -> Path:
    """Unpack the archive and return the path of what describes it."""
    archive.extractall(folder)
    return folder / "datapackage.json"


def faults(path: Path) -> set[str]:
    """Return the kinds of errors that are found in a package."""
    report = Package(str(path)).validate()
    return {error.type for error in report.errors} | {error.type for task in report.tasks for error in task.errors}


def test_the_package_is_valid(served: Served, tmp_path: Path, described: Any) -> None:
    path = tmp_path / "package.zip"
    path.write_bytes(served.get("/v1/dump.zip").content)
    report = Package(str(path)).validate()
    assert report.valid, report.flatten(["title", "message"])
    assert [task.name for task in report.tasks] == [resource.name for resource in RESOURCES]
    assert all(task.stats["rows"] for task in report.tasks)
    assert described["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"


# The archive has the same bytes whatever the database.
@pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("find", "replace", "fault"),
    [
        ("\r\nwuzhen-2024.sub_forums,", "\r\nwuzhen-2023.sub_forums,", "primary-key"),
        (",sub_forums,2024,", ",no_property,2024,", "foreign-key"),
        (",more_than,", ",more_or_less,", "constraint-error"),
        (",2024,", ",year,", "type-error"),
    ],
)
def test_a_package_that_was_changed_is_not(
    archive: zipfile.ZipFile, tmp_path: Path, find: str, replace: str, fault: str
) -> None:
    path = unpacked(archive, tmp_path)
    table = tmp_path / "data/facts.csv"
    text = table.read_bytes().decode()
    assert find in text
    table.write_bytes(text.replace(find, replace, 1).encode())
    found = faults(path)
    assert fault in found
    assert found & {"hash-count", "byte-count"}


def test_the_tables_equal_the_walk(served: Served, tables: dict[str, Any]) -> None:
    proofs = evidence(served)
    release = served.json("/readyz")["release"]
    for resource in RESOURCES:
        items = list(walk(served, f"/v1/{resource.name}?sort=id&limit=1000"))
        wanted = list(flat(f"/v1/{resource.name}", items, release))
        assert len(tables[resource.name]) == len(wanted)
        for row, item in zip(tables[resource.name], wanted, strict=True):
            for column, cell in row.items():
                value = expected(item, column, proofs)
                if value is None or value == []:
                    assert cell in ({""} if value is None else {"", "[]"}), (row["id"], column)
                else:
                    assert said(cell, value) == value, (row["id"], column)


def test_the_description_fits_the_tables(archive: zipfile.ZipFile, described: Any) -> None:
    for one in described["resources"]:
        content = archive.read(one["path"])
        assert one["bytes"] == len(content)
        assert one["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        head = next(csv.reader(io.StringIO(content.decode(), newline="")))
        assert [field["name"] for field in one["schema"]["fields"]] == head
        assert (one["encoding"], one["mediatype"], one["format"]) == ("utf-8", "text/csv", "csv")
        assert one["description"]
        assert one["schema"]["primaryKey"] == ["id"]
        assert one["schema"]["missingValues"] == [""]
        assert one["schema"]["fields"][0]["constraints"] == {"required": True, "unique": True}
        assert one["schema"]["fields"][-1]["name"] == "release"


def test_every_key_of_the_database_that_the_tables_show_is_there(described: Any, tables: dict[str, Any]) -> None:
    found = {
        one["name"]: {key["fields"][0]: key["reference"]["resource"] for key in one["schema"]["foreignKeys"]}
        for one in described["resources"]
    }
    assert {name: keys for name, keys in found.items() if keys} == KEYS
    for name, keys in KEYS.items():
        for column, target in keys.items():
            known = {row["id"] for row in tables[target]}
            assert {row[column] for row in tables[name]} - {""} <= known


def test_fields_are_as_strict_as_the_models(described: Any) -> None:
    fields = {
        (one["name"], field["name"]): field for one in described["resources"] for field in one["schema"]["fields"]
    }
    assert fields["facts", "bound"]["constraints"] == {"enum": [str(word) for word in w.Bound]}
    assert fields["facts", "status"]["constraints"] == {"required": True, "enum": [str(word) for word in w.Status]}
    assert fields["facts", "evidence.document"].get("constraints") is None
    assert fields["facts", "subject.id"]["constraints"] == {"required": True}
    assert fields["summits", "figures.guests.bound"]["constraints"] == {"enum": [str(word) for word in w.Bound]}
    assert (fields["summits", "figures.guests.value"]["type"], fields["summits", "year"]["type"]) == (
        "number",
        "integer",
    )
    assert fields["speakers", "mode"]["constraints"] == {"enum": [str(word) for word in w.ContributionMode]}
    assert sum("description" in field for field in fields.values()) > 0.8 * len(fields)


def test_the_sources_are_the_documents_as_printed(served: Served, described: Any) -> None:
    documents = sorted(served.items("/v1/documents"), key=lambda one: str(one["id"]))
    assert described["sources"] == [
        {
            name: value
            for name, value in {
                "title": one["title"] or one["label"]["en"],
                "path": one["url"],
                "publisher": one["publisher"],
                "published": one["published_on"],
            }.items()
            if value is not None
        }
        for one in documents
    ]
    assert len(described["sources"]) == 5


def test_the_package_is_of_its_release_and_invents_nothing(served: Served, described: Any) -> None:
    release = served.json("/readyz")["release"]
    assert described["version"] == release
    assert described["created"] == served.json(f"/v1/releases/{release}")["released_on"] + "T00:00:00Z"
    assert set(described) == {
        "$schema", "name", "title", "description", "version", "created", "sources", "resources",
    }  # fmt: skip
    with serve(served.settings.model_copy(update={"public_url": "https://facts.example.org"})) as public:
        content = io.BytesIO(public.get("/v1/dump.zip").content)
    told = json.loads(zipfile.ZipFile(content).read("datapackage.json"))
    assert told["homepage"] == "https://facts.example.org/docs"


def test_the_archive_tells_nothing_of_when_and_where_it_was_made(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)
    assert {(entry.date_time, entry.create_system, entry.external_attr >> 16) for entry in entries} == {
        ((1980, 1, 1, 0, 0, 0), 3, 0o644)
    }
    assert {entry.compress_type for entry in entries} == {zipfile.ZIP_DEFLATED}
    assert archive.testzip() is None
    readme = archive.read("README.md").decode()
    assert readme == json.loads(archive.read("datapackage.json"))["description"]

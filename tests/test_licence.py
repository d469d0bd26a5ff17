"""The licence of the data: the operator's, named wherever it belongs, and invented nowhere."""

import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from rdflib import URIRef
from rdflib.namespace import DCAT, DCTERMS, SDO

from app.main import create_app
from app.settings import Settings
from tests.served import Served, serve
from tests.test_openapi import replays
from tests.triples import triples

ROOT = Path(__file__).resolve().parent.parent
LICENCE = "https://licences.example.org/open/1.0/"
ATOM = "{http://www.w3.org/2005/Atom}"
SPOKEN = re.compile("licen[cs]e", re.IGNORECASE)
PATHS = sorted({path for name, path in replays() if "-" not in name and path.startswith("/v1")})


@pytest.fixture(scope="module")
def licensed(served: Served) -> Iterator[Served]:
    """Serve the same data under a licence."""
    with serve(served.settings.model_copy(update={"licence": LICENCE})) as running:
        yield running


def test_every_answer_of_the_data_links_to_it(licensed: Served) -> None:
    assert len(PATHS) > 40
    for path in PATHS:
        got = licensed.get(path)
        assert got.status_code == 200, path
        assert f'<{LICENCE}>; rel="license"' in got.headers["link"], path
        again = licensed.get(path, if_none_match=got.headers["etag"])
        assert f'<{LICENCE}>; rel="license"' in again.headers["link"], path
    verdicts = licensed.client.post("/v1/verify", json={"text": "1,800 guests in 2024"})
    assert verdicts.headers["link"] == f'<{LICENCE}>; rel="license"'


def test_what_is_kept_apart_from_its_headers_names_it(licensed: Served) -> None:
    book = openpyxl.load_workbook(io.BytesIO(licensed.get("/v1/summits?format=xlsx").content))
    assert ("licence", LICENCE) in book["about"].values
    feed = ET.fromstring(licensed.get("/v1/changes.atom").content)
    assert [link.get("href") for link in feed.findall(f"{ATOM}link[@rel='license']")] == [LICENCE]
    package = zipfile.ZipFile(io.BytesIO(licensed.get("/v1/dump.zip").content))
    assert json.loads(package.read("datapackage.json"))["licenses"] == [{"path": LICENCE}]
    graph = triples(licensed.get("/v1/dataset").content, "https://facts.example.org/v1/dataset")
    licensing = {DCAT.Dataset: 1, DCAT.Distribution: 3, DCAT.DataService: 15}
    for kind, count in licensing.items():
        found = [graph.value(one, DCTERMS.license) for one in graph.subjects(None, kind)]
        assert found == [URIRef(LICENCE)] * count
    assert set(graph.objects(None, SDO.license)) == {URIRef(LICENCE)}


def keys(node: Any) -> Iterator[str]:
    """Yield every key of a JSON value."""
    if isinstance(node, dict):
        yield from node
        for one in node.values():
            yield from keys(one)
    elif isinstance(node, list):
        for one in node:
            yield from keys(one)


def test_without_one_none_is_spoken_of(served: Served) -> None:
    """What the documents say of licences is theirs: no key, no header and no description of ours speaks of any."""
    for path in PATHS:
        got = served.get(path)
        assert not SPOKEN.search(str(got.headers)), path
        if "json" in got.headers["content-type"] and "ndjson" not in got.headers["content-type"]:
            assert not [key for key in keys(got.json()) if SPOKEN.search(key)], path
    for line in served.get("/v1/dump.ndjson").text.splitlines():
        assert not [key for key in keys(json.loads(line)) if SPOKEN.search(key)]
    for path in ("/v1/dataset", "/v1/changes.atom", "/v1/dump.sha256"):
        assert not SPOKEN.search(served.get(path).text), path
    package = zipfile.ZipFile(io.BytesIO(served.get("/v1/dump.zip").content))
    for name in ("datapackage.json", "README.md"):
        assert not SPOKEN.search(package.read(name).decode()), name
    book = openpyxl.load_workbook(io.BytesIO(served.get("/v1/summits?format=xlsx").content))
    assert not SPOKEN.search(str(list(book["about"].values)))


def test_the_description_tells_the_licence_of_the_software_from_that_of_the_data(served: Served) -> None:
    info = served.json("/openapi.json")["info"]
    assert info["license"] == {"name": "MIT", "identifier": "MIT"}
    assert "The licence in `info.license` is that of the software" in info["description"]


def test_a_licence_is_another_state_of_every_answer(served: Served, licensed: Served) -> None:
    for path in ("/v1/summits", "/v1/dump.zip", "/v1/dataset", "/v1/changes.atom"):
        assert served.get(path).headers["etag"] != licensed.get(path).headers["etag"]
    for path in ("/v1/dump.ndjson", "/v1/dump.sqlite"):
        assert served.get(path).content == licensed.get(path).content


@pytest.mark.parametrize(
    "written",
    ["CC-BY-4.0", "MIT", "//licences.example.org", "ftp://licences.example.org/x", "https://", "https://x y", 'x">'],
)
def test_what_is_no_address_stops_the_start(written: str) -> None:
    env = {name: value for name, value in os.environ.items() if not name.startswith("SUMMIT_")}
    done = subprocess.run(
        [sys.executable, "-c", "from app.commands import main; main()", "serve"],
        env=env | {"SUMMIT_LICENCE": written, "SUMMIT_PORT": "1"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("SUMMIT_LICENCE: ")
    assert "the address of a licence such as https://" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_empty_one_is_none() -> None:
    for written in ("", None):
        settings = Settings(licence=written) if written is None else Settings()
        assert create_app(settings).state.store.licence == ""
    assert create_app(Settings(licence=LICENCE)).state.store.licence == LICENCE

"""The dumps as files that are fetched: they equal the walk, and say of themselves what is true."""

import base64
import hashlib
import json
import shutil
import subprocess
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from app.resources import RESOURCES
from tests.asking import refused, walk
from tests.conftest import needs
from tests.served import Served, serve

TYPES = {
    "/v1/dump.ndjson": "application/x-ndjson",
    "/v1/dump.zip": "application/zip",
    "/v1/dump.sqlite": "application/vnd.sqlite3",
    "/v1/dump.sha256": "text/plain; charset=utf-8",
    "/v1/dataset": "application/ld+json",
}
each_file = pytest.mark.parametrize("path", TYPES)
DUMPS = [path for path in TYPES if path not in {"/v1/dump.sha256", "/v1/dataset"}]


def release_of(served: Served) -> str:
    """Return the release that is served."""
    return str(served.json("/readyz")["release"])


def test_the_release_of_the_lines_is_at_the_public_address(served: Served) -> None:
    with serve(served.settings.model_copy(update={"public_url": "https://example.org/facts"})) as public:
        first = json.loads(public.get("/v1/dump.ndjson").text.partition("\n")[0])
    assert first["item"]["href"] == f"https://example.org/facts/v1/releases/{release_of(served)}"


def test_the_lines_equal_the_walk(served: Served) -> None:
    lines = [json.loads(line) for line in served.get("/v1/dump.ndjson").text.splitlines()]
    assert all(list(line) == ["collection", "item"] for line in lines)
    assert lines[0] == {"collection": "releases", "item": served.json(f"/v1/releases/{release_of(served)}")}
    found: dict[str, list[Any]] = defaultdict(list)
    for line in lines[1:]:
        found[line["collection"]].append(line["item"])
    assert list(found) == [resource.name for resource in RESOURCES]
    for name, items in found.items():
        assert items == list(walk(served, f"/v1/{name}?sort=id&limit=1000")), name
        assert items == sorted(walk(served, f"/v1/{name}"), key=lambda item: str(item["id"])), name


def test_what_a_list_leaves_out_unless_asked_the_lines_leave_out(served: Served) -> None:
    deprecated = {item["id"] for item in served.items("/v1/facts?rank=deprecated")}
    assert deprecated
    assert not deprecated & {json.loads(line)["item"]["id"] for line in served.get("/v1/dump.ndjson").text.splitlines()}


@each_file
def test_a_file_says_of_itself_what_is_true(served: Served, path: str) -> None:
    got = served.get(path, host="elsewhere.example", accept_encoding="gzip, zstd, br")
    assert got.status_code == 200
    digest = hashlib.sha256(got.content)
    assert got.headers["content-type"] == TYPES[path]
    assert int(got.headers["content-length"]) == len(got.content)
    assert got.headers["etag"] == f'"{digest.hexdigest()}"'
    assert got.headers["repr-digest"] == f"sha-256=:{base64.b64encode(digest.digest()).decode()}:"
    assert got.headers["x-dataset-version"] == release_of(served)
    assert got.headers["cache-control"] == "no-cache, no-transform"
    assert got.headers["vary"] == "Accept-Encoding"
    assert "content-encoding" not in got.headers
    assert b"elsewhere" not in got.content
    named = got.headers.get("content-disposition")
    ending = path.rpartition(".")[2]
    assert named == (
        None if path == "/v1/dataset" else f'attachment; filename="summit-facts-{release_of(served)}.{ending}"'
    )


@each_file
def test_head_is_get_without_a_body(served: Served, path: str) -> None:
    got, head = served.get(path), served.client.head(path)
    assert (head.status_code, head.content) == (200, b"")
    passing = {"date", "x-request-id"}
    assert {name: head.headers[name] for name in head.headers if name not in passing} == {
        name: got.headers[name] for name in got.headers if name not in passing
    }


@each_file
def test_a_file_that_the_client_has_is_304(served: Served, path: str) -> None:
    tag = served.get(path).headers["etag"]
    for value in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = served.get(path, if_none_match=value)
        assert (again.status_code, again.content) == (304, b""), value
        assert again.headers["etag"] == tag
        assert again.headers["x-dataset-version"] == release_of(served)
    assert served.get(path, if_none_match='"other"').status_code == 200


@each_file
def test_a_range_is_ignored(served: Served, path: str) -> None:
    whole = served.get(path)
    assert whole.headers["accept-ranges"] == "none"
    for asked in ("bytes=0-99", "bytes=99999999999-", "bytes=-5", "lines=1-2"):
        got = served.get(path, range=asked)
        assert (got.status_code, got.content) == (200, whole.content), asked


@each_file
def test_the_one_form_is_answered_whatever_is_accepted(served: Served, path: str) -> None:
    """Clients of openapi-generator accept JSON alone, for the sake of problems."""
    kind = TYPES[path].partition(";")[0]
    for value in ("application/json", "application/problem+json", "image/png", "*/*;q=0", f"*/*, {kind};q=0", "", ";"):
        got = served.client.head(path, headers={"accept": value})
        assert (got.status_code, got.headers["content-type"]) == (200, TYPES[path]), value


@each_file
def test_what_is_not_understood_is_refused(served: Served, path: str) -> None:
    for query in ("year=2023", "format=json", "limit=1", "x="):
        problem = refused(served, f"{path}?{query}")
        assert problem["errors"][0]["name"] == query.partition("=")[0]
        assert problem["errors"][0]["detail"] == "unknown parameter"
    for method in ("POST", "PUT", "DELETE"):
        got = served.client.request(method, path)
        assert got.status_code == 405
        assert got.headers["allow"].startswith("GET, HEAD")


def test_sha256sum_finds_the_saved_files_right(served: Served, tmp_path: Path) -> None:
    needs(shutil.which("sha256sum"), "sha256sum")
    for path in (*DUMPS, "/v1/dump.sha256"):
        got = served.get(path)
        name = got.headers["content-disposition"].split('"')[1]
        (tmp_path / name).write_bytes(got.content)
    check = ["sha256sum", "--check", "--strict", name]
    done = subprocess.run(check, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(": OK\n") == len(DUMPS)
    saved = next(tmp_path.glob("*.zip"))
    saved.write_bytes(saved.read_bytes()[:-1] + b"\1")
    assert subprocess.run(check, cwd=tmp_path, capture_output=True, text=True, check=False).returncode == 1


def test_the_lines_of_the_readme_work(served: Served, tmp_path: Path) -> None:
    needs(shutil.which("curl") and shutil.which("sha256sum"), "curl and sha256sum")
    section = (Path(__file__).resolve().parent.parent / "README.md").read_text().split("## Taking all of it\n")[1]
    lines = section.split("```\n")[1].replace("http://127.0.0.1:8000", str(served.client.base_url).rstrip("/"))
    done = subprocess.run(["bash", "-ec", lines], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(": OK\n") == len(DUMPS)
    assert {path.suffix for path in tmp_path.iterdir()} == {".ndjson", ".zip", ".sqlite", ".sha256"}


def test_the_collections_name_no_file(served: Served) -> None:
    """A dump is beside the collections, not one of them."""
    assert {item["id"] for item in served.items("/v1")} == {resource.name for resource in RESOURCES}


def test_a_client_that_takes_only_coded_answers_is_told(served: Served) -> None:
    got = served.get("/v1/dump.zip", accept_encoding="gzip, identity;q=0")
    assert (got.status_code, got.headers["content-type"]) == (406, "application/problem+json")

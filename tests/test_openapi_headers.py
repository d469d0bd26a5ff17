"""The headers that are described are those that are sent: none is missing, and what is promised is there."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.openapi.examples import RELEASE, asked_by, body_of, request_of
from app.settings import Settings
from tests.described import COMPONENTS, OPENAPI, resolved
from tests.served import Served, serve

CONNECTION = {"content-length", "content-type", "date", "server", "transfer-encoding"}
BROWSERS = {
    "access-control-allow-origin",
    "access-control-expose-headers",
    "cross-origin-resource-policy",
    "x-content-type-options",
}
"""What is said to whoever asks, and of every answer alike."""

ASKED = [pytest.param(*one, id=one[2]["operationId"]) for one in asked_by(OPENAPI)]
PROVOKED: dict[int, tuple[str, dict[str, str]]] = {
    400: ("?unread=%ff", {}),
    406: ("", {"accept-encoding": "*;q=0"}),
    412: ("", {"if-match": '"another"'}),
    414: ("?long=" + "1" * 9000, {}),
    422: ("?unknown=1", {}),
    431: ("", {f"x-{number}": "1" * 8000 for number in range(9)}),
}
"""What is added to a path, and the headers, for each problem that any operation may answer with."""

sqlite = pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)


def compare(operation: dict[str, Any], answer: httpx.Response) -> int:
    """Compare the headers of an answer with those described for its status, and return that status."""
    described = {
        name.lower(): resolved(header)
        for name, header in resolved(operation["responses"][str(answer.status_code)])["headers"].items()
    }
    assert set(answer.headers) - CONNECTION - BROWSERS <= set(described), answer.status_code
    promised = {name for name, header in described.items() if header.get("required")}
    assert promised <= set(answer.headers), answer.status_code
    return answer.status_code


@sqlite
@pytest.mark.parametrize(("method", "path", "operation"), ASKED)
def test_headers_of_every_answer_are_described(
    served: Served, method: str, path: str, operation: dict[str, Any]
) -> None:
    address, body = request_of(path, operation), body_of(operation)
    bare = address.partition("?")[0]

    def asked(url: str, **more: Any) -> int:
        return compare(operation, served.client.request(method, url, json=body, **more))

    for media_type in operation["responses"]["200"]["content"]:
        for coding in ("identity", "zstd", "gzip, identity;q=0"):
            refused = "identity;q=0" in coding and "Repr-Digest" in operation["responses"]["200"]["headers"]
            wanted = 406 if refused else 200  # a file is never coded
            assert asked(address, headers={"accept": media_type, "accept-encoding": coding}) == wanted
        if "304" in operation["responses"]:
            assert asked(address, headers={"accept": media_type, "if-none-match": "*"}) == 304
    for status in PROVOKED.keys() & {int(status) for status in operation["responses"]}:
        query, headers = PROVOKED[status]
        assert asked(bare + query if query else address, headers=headers) == status
    assert compare(operation, served.client.request("DELETE", address)) == 405
    for parameter in ("{id}", "{version}"):
        if parameter in path:
            absent = path.replace(parameter, "0" * 16).format(id="none", version="0" * 16)
            assert asked(absent, headers={"accept-encoding": "gzip, identity;q=0"}) == 404
            assert asked(absent + "%20") == 404


@sqlite
def test_headers_of_what_is_posted_wrongly_are_described(served: Served) -> None:
    operation = OPENAPI["paths"]["/v1/verify"]["post"]
    wrong: list[tuple[int, dict[str, str], bytes]] = [
        (400, {}, b"{"),
        (413, {}, b"1" * 5000),
        (415, {"content-type": "text/plain"}, b"{}"),
        (415, {"content-encoding": "gzip"}, b"{}"),
    ]
    for status, headers, body in wrong:
        told = {"content-type": "application/json", **headers}
        assert compare(operation, served.client.post("/v1/verify", headers=told, content=body)) == status


def test_headers_without_a_database_are_described(tmp_path: Path) -> None:
    silent = []
    with serve(Settings(database_url=f"sqlite:///{tmp_path}/none.sqlite")) as served:
        for method, path, operation in asked_by(OPENAPI):
            answer = served.client.request(method, request_of(path, operation), json=body_of(operation))
            if compare(operation, answer) != 503:
                silent.append(operation["operationId"])
    assert silent == ["get_health"]


@sqlite
def test_headers_of_a_failure_are_described(served: Served, tmp_path: Path) -> None:
    """A table is lost under a server that runs."""
    lost = tmp_path / "lost.sqlite"
    with (
        closing(sqlite3.connect(served.settings.database_url.removeprefix("sqlite:///"))) as source,
        closing(sqlite3.connect(lost)) as copy,
    ):
        source.backup(copy)
    with serve(served.settings.model_copy(update={"database_url": f"sqlite:///{lost}"})) as failing:
        with closing(sqlite3.connect(lost)) as copy:
            copy.execute("DROP TABLE fact")
        operation = OPENAPI["paths"]["/v1/facts"]["get"]
        for coding in ("identity", "gzip, identity;q=0"):
            assert compare(operation, failing.get("/v1/facts", accept_encoding=coding)) == 500


@sqlite
def test_headers_of_a_licence_are_described(served: Served) -> None:
    with serve(served.settings.model_copy(update={"licence": "https://licence.example.org/1"})) as licensed:
        for method, path, operation in asked_by(OPENAPI):
            answer = licensed.client.request(method, request_of(path, operation), json=body_of(operation))
            assert compare(operation, answer) == 200


@sqlite
def test_the_release_in_examples_is_masked_alike(served: Served) -> None:
    assert COMPONENTS["headers"]["X-Dataset-Version"]["example"] == RELEASE
    assert served.json("/readyz")["release"] not in json.dumps(OPENAPI)

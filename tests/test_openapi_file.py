"""`openapi.json` is what this code serves, whatever the settings; its examples are what the data answers."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.commands.frozen import frozen_log
from app.commands.openapi import written
from app.main import create_app
from app.openapi.examples import Examples, asked_by, body_of, kept, request_of, shown, texts_of
from app.settings import Settings
from seed.columns import Rows
from seed.version import version_of
from tests.described import FILE, OPENAPI, OPERATIONS
from tests.releasing import loaded
from tests.served import Served, serve

ROOT = Path(__file__).resolve().parent.parent
ASKED = [
    (method, path, operation, media_type)
    for method, path, operation in asked_by(OPENAPI)
    for media_type in texts_of(operation)
]


sqlite = pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)


def test_the_committed_description_is_that_of_the_code() -> None:
    text = written(create_app(Settings.model_construct()).openapi())
    assert FILE.read_text(encoding="utf-8") == text, "run `make openapi`"


def test_it_is_printed_alike_whatever_the_settings(tmp_path: Path) -> None:
    odd = {
        "SUMMIT_DOCUMENTS": str(tmp_path),
        "SUMMIT_PUBLIC_URL": "https://facts.example.org",
        "SUMMIT_DATABASE_URL": "postgresql://nobody@nowhere/none",
        "SUMMIT_PORT": "1",
        "LANG": "C",
    }
    code = "import sys; sys.argv = ['summits', 'openapi']; from app.commands import main; main()"
    done = subprocess.run([sys.executable, "-c", code], env=os.environ | odd, cwd=ROOT, capture_output=True, check=True)
    assert done.stdout.decode("utf-8") == FILE.read_text(encoding="utf-8")


def test_examples_are_kept_for_every_operation() -> None:
    examples: Examples = kept()
    assert {name: list(found) for name, found in examples.items()} == {
        operation["operationId"]: texts_of(operation) for _, _, operation in asked_by(OPENAPI)
    }
    assert set(examples) == set(OPERATIONS)


@pytest.mark.parametrize(
    ("method", "path", "operation", "media_type"),
    ASKED,
    ids=[f"{operation['operationId']}-{media_type.partition('/')[2]}" for _, _, operation, media_type in ASKED],
)
def test_an_example_is_what_is_answered(
    served: Served, method: str, path: str, operation: dict[str, Any], media_type: str
) -> None:
    example = kept()[operation["operationId"]][media_type]
    assert example["request"] == f"{method.upper()} {request_of(path, operation)}"
    response = served.client.request(
        method, request_of(path, operation), json=body_of(operation), headers={"accept": media_type}
    )
    assert response.status_code == 200
    assert response.headers["content-type"].partition(";")[0] == media_type
    found = shown(response.text, media_type, served.json("/readyz")["release"])
    if "x-dataset-version" in response.headers:
        assert found == example["value"], "run `make openapi`"
    else:  # what tells of this process, not of the data
        assert type(found) is type(example["value"])
        assert list(found) == list(example["value"])


def test_one_more_property_is_seen_in_no_example_but_those_that_count_them(rows: Rows, tmp_path: Path) -> None:
    """The version of the release is another one then, and whatever follows from it."""
    more = rows | {"property": [*rows["property"], rows["property"][0] | {"id": "weather"}]}
    differ = set()
    with serve(loaded(f"sqlite:///{tmp_path}/x.sqlite", (more, frozen_log(more)))) as other:
        for method, path, operation, media_type in ASKED:
            response = other.client.request(
                method, request_of(path, operation), json=body_of(operation), headers={"accept": media_type}
            )
            found = shown(response.text, media_type, version_of(more))
            if found != kept()[operation["operationId"]][media_type]["value"]:
                differ.add(f"{operation['operationId']} {media_type}")
    assert version_of(more) != version_of(rows)
    assert differ == {"list_collections application/json", "list_properties application/json"}


PROVOKED = {
    400: ("GET", "/v1/summits?q=%ff", {}, b""),
    404: ("GET", "/v1/summits/no-such-id", {}, b""),
    405: ("POST", "/v1/summits", {}, b""),
    406: ("GET", "/v1/summits", {"accept": "image/png"}, b""),
    412: ("GET", "/v1/summits", {"if-match": '"another"'}, b""),
    413: ("POST", "/v1/verify", {"content-type": "application/json"}, b'{"text": "' + b"1" * 5000 + b'"}'),
    414: ("GET", "/v1/summits?q=" + "1" * 9000, {}, b""),
    415: ("POST", "/v1/verify", {"content-type": "text/plain"}, b"{}"),
    422: ("GET", "/v1/summits?yaer=2023", {}, b""),
    431: ("GET", "/v1/summits", {f"x-{number}": "1" * 8000 for number in range(9)}, b""),
}
"""Requests for each problem that a request can bring about by itself."""


TOLD = ("type", "title", "status", "detail")


@sqlite
@pytest.mark.parametrize("status", PROVOKED)
def test_an_example_of_a_problem_is_like_a_real_one(served: Served, status: int) -> None:
    method, path, headers, body = PROVOKED[status]
    response = served.client.request(method, path, headers=headers, content=body or None)
    assert response.status_code == status, response.text
    documented = next(
        part
        for part in OPENAPI["components"]["responses"].values()
        if part.get("content", {}).get("application/problem+json", {}).get("example", {}).get("status") == status
    )
    example = documented["content"]["application/problem+json"]["example"]
    real = response.json()
    assert [real[key] for key in TOLD] == [example[key] for key in TOLD]
    faults = [
        [[one[key] for key in ("location", "name", "detail")] for one in part["errors"]] for part in (real, example)
    ]
    assert faults[0] == faults[1]
    offered = [one["allowed"] for one in example["errors"] if one["allowed"]]
    assert all(set(some) <= set(one["allowed"]) for some, one in zip(offered, real["errors"], strict=True))

"""Methods: what each path answers, told by OPTIONS and by 405 alike, and what is no method here at all."""

import httpx
import pytest

from app.kit.layers.guard import METHODS
from tests.routes import DESCRIBED, FILES, POSTED
from tests.served import Served
from tests.sockets import line, send

pytestmark = pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)

READ = {"GET", "HEAD", "OPTIONS"}
ALLOWED = dict.fromkeys(("/", *DESCRIBED, *FILES), READ) | {path: {"POST", "OPTIONS"} for path in POSTED}


def told(response: httpx.Response) -> set[str]:
    """Return the methods of Allow."""
    words = response.headers["allow"].split(", ")
    assert len(words) == len(set(words))
    return set(words)


def assert_problem(response: httpx.Response, status: int) -> None:
    """Check that it is a problem that is not to be kept."""
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["cache-control"] == "no-store"
    assert response.json()["status"] == status


@pytest.mark.parametrize("path", ALLOWED)
def test_options_and_405_tell_what_is_answered(served: Served, path: str) -> None:
    # RFC 9110 sections 9.3.7, 10.2.1 and 15.5.6.
    options = served.client.options(path)
    assert (options.status_code, options.content) == (204, b"")
    assert told(options) == ALLOWED[path]
    assert "content-length" not in options.headers  # section 8.6: never with 204
    assert "content-type" not in options.headers
    for method in METHODS - {"OPTIONS"}:
        response = served.client.request(method, path)
        if method in ALLOWED[path]:
            assert response.status_code != 405, method
            continue
        if method == "HEAD":
            assert (response.status_code, response.content) == (405, b"")
        else:
            assert_problem(response, 405)
            assert ", ".join(response.headers["allow"].split(", ")) in response.json()["detail"]
        assert told(response) == ALLOWED[path]


def test_options_looks_at_the_path_only(served: Served) -> None:
    assert served.client.options("/v1/summits?yeer=1").status_code == 204
    assert served.client.options("/v1/summits", headers={"accept-encoding": "identity;q=0"}).status_code == 204
    for path in ("/nope", "/v1/nope", "/v1/summits/", "/V1/summits"):
        assert_problem(served.client.options(path), 404)
    posted = served.client.request("OPTIONS", "/v1/verify", content=b"{" * 5000)
    assert posted.status_code == 204


def test_options_of_everything_tells_what_this_server_does(parsed: Served) -> None:
    found = send(parsed, line("OPTIONS", "*"))
    assert (found.status, found.rest) == (204, b"")
    assert found.header("allow") == "GET, HEAD, POST, OPTIONS"
    assert found.header("access-control-allow-origin") == "*"


@pytest.mark.parametrize(
    ("method", "target", "status"),
    [
        # RFC 9110 section 9.1: known and not allowed is 405, not implemented 501; section 9.3.8: TRACE tells all.
        ("TRACE", "/v1", 405),
        ("PROPFIND", "/v1", 501),
        ("PURGE", "/v1", 501),
        ("QUERY", "/v1/summits", 405),
        ("LOCK", "/nope", 501),
        ("GET", "*", 400),  # RFC 9112 section 3.2.4: only OPTIONS has this form
        ("POST", "*", 400),
    ],
)
def test_other_methods_are_problems(parsed: Served, method: str, target: str, status: int) -> None:
    found = send(parsed, line(method, target, "X-Secret: s3cr3t"))
    assert found.status == status
    assert found.header("content-type") == "application/problem+json"
    assert b"s3cr3t" not in found.rest
    assert (found.header("allow") == "GET, HEAD, OPTIONS") == (status == 405)


@pytest.mark.parametrize("request_line", ["CONNECT facts.example:443", "FOO /v1", "get /v1"])
def test_what_the_parser_may_refuse_itself_is_refused(parsed: Served, request_line: str) -> None:
    # httptools knows only some methods, and answers others as no HTTP at all.
    method, target = request_line.split(" ")
    assert send(parsed, line(method, target)).status in {400, 501}


def test_a_method_cannot_be_changed_by_a_header(served: Served) -> None:
    for name in ("x-http-method-override", "x-http-method", "x-method-override"):
        response = served.client.post("/v1/summits", headers={name: "GET"})
        assert_problem(response, 405)

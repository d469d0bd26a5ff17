"""Conditions of a request: If-None-Match and If-Match in all their forms, dates, ranges, and what a 304 carries."""

import httpx
import pytest

from tests.routes import DESCRIBED, FILES
from tests.served import Served
from tests.sockets import line, send
from tests.test_conditions import NAMED, TAG

pytestmark = pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)


def conditional(served: Served, path: str, tag: str, **fields: list[str]) -> httpx.Response:
    """Ask with conditions, in which "tag" stands for the ETag."""
    headers = [
        (name.replace("_", "-").encode(), value.replace(TAG, tag).encode("latin-1"))
        for name, values in fields.items()
        for value in values
    ]
    return served.client.get(path, headers=headers)


@pytest.mark.parametrize("path", ["/v1/summits/wuzhen-2023", "/docs"])
def test_conditions_are_judged_by_the_etag(parsed: Served, path: str) -> None:
    tag = send(parsed, line("GET", path)).header("etag")
    assert tag is not None
    for lines, weakly, strongly in NAMED:
        if sum(map(len, lines)) > 50000 or lines[0] == '"tagg"':
            continue
        for name, status in (("If-None-Match", 304 if weakly else 200), ("If-Match", 200 if strongly else 412)):
            found = send(parsed, line("GET", path, *(f"{name}: {value.replace(TAG, tag)}" for value in lines)))
            assert found.status == status, (name, lines)
            if status == 412:
                assert found.header("content-type") == "application/problem+json"
                assert found.header("cache-control") == "no-store"
                assert found.header("etag") is None


PAST, FUTURE = "Sun, 06 Nov 1994 08:49:37 GMT", "Fri, 31 Dec 2094 23:59:59 GMT"
COMBINED: list[tuple[dict[str, list[str]], int]] = [
    # RFC 9110 section 13.2.2: If-Match is judged first.
    ({"if_match": [TAG], "if_none_match": [TAG]}, 304),
    ({"if_match": ['"x"'], "if_none_match": [TAG]}, 412),
    ({"if_match": [TAG], "if_none_match": ['"x"']}, 200),
    ({"if_match": ['"x"'], "if_none_match": ['"x"']}, 412),
    ({"if_match": ["*"], "if_none_match": ["*"]}, 304),
    # Sections 13.1.3 and 13.1.4: without Last-Modified there is nothing to compare dates with.
    ({"if_modified_since": [FUTURE]}, 200),
    ({"if_modified_since": ["garbage"]}, 200),
    ({"if_unmodified_since": [PAST]}, 200),
    ({"if_modified_since": [FUTURE], "if_none_match": ['"x"']}, 200),
    ({"if_modified_since": [PAST], "if_none_match": [TAG]}, 304),
    ({"if_unmodified_since": [PAST], "if_match": [TAG]}, 200),
    # Section 14.2: Range is ignored, with If-Range or without, and conditions go before it.
    ({"range": ["bytes=0-9"]}, 200),
    ({"range": ["bytes=0-9"], "if_range": [TAG]}, 200),
    ({"range": ["bytes=99999999-"]}, 200),
    ({"range": ["items=0-1"]}, 200),
    ({"range": ["bytes=0-9"], "if_none_match": [TAG]}, 304),
    ({"range": ["bytes=0-9"], "if_match": ['"x"']}, 412),
]


@pytest.mark.parametrize("path", ["/v1/speakers", "/openapi.json", "/swagger/swagger-ui.css"])
def test_conditions_have_an_order(served: Served, path: str) -> None:
    first = served.get(path)
    for fields, status in COMBINED:
        response = conditional(served, path, first.headers["etag"], **fields)
        assert response.status_code == status, fields
        assert "content-range" not in response.headers
        if status == 200:
            assert response.content == first.content
            assert response.headers["accept-ranges"] == "none"


KEPT = ("cache-control", "content-location", "etag", "vary", "link", "x-dataset-version", "access-control-allow-origin")
DROPPED = ("content-type", "content-length", "content-encoding", "content-disposition", "transfer-encoding")


@pytest.mark.parametrize("path", [*DESCRIBED, *FILES])
def test_a_304_has_no_body_and_says_what_the_200_says(served: Served, path: str) -> None:
    # RFC 9110 section 15.4.5, and 8.6 for Content-Length; read off the socket, and for HEAD too.
    for accepted in ("gzip", "identity"):
        answers = {
            method: send(served, line(method, path, f"Accept-Encoding: {accepted}")) for method in ("GET", "HEAD")
        }
        whole = answers["GET"]
        assert whole.status == answers["HEAD"].status == 200
        assert answers["HEAD"].rest == b""
        changing = ("date", "x-request-id")
        assert [pair for pair in whole.headers if pair[0] not in changing] == [
            pair for pair in answers["HEAD"].headers if pair[0] not in changing
        ], "HEAD has the headers of GET"
        condition = f"If-None-Match: {whole.header('etag') or '*'}"
        for method in ("GET", "HEAD"):
            found = send(served, line(method, path, f"Accept-Encoding: {accepted}", condition))
            assert (found.status, found.rest) == (304, b"")
            assert found.header("date")
            for name in KEPT:
                assert found.header(name) == whole.header(name), name
            for name in DROPPED:
                assert found.header(name) is None, name


def test_conditions_mean_nothing_where_there_is_nothing_to_select(served: Served) -> None:
    # RFC 9110 section 13.2.1: errors go first, and what is posted is judged, not selected.
    for fields in ({"if_match": '"x"'}, {"if_none_match": "*"}):
        headers = {name.replace("_", "-"): value for name, value in fields.items()}
        assert served.get("/nope", **fields).status_code == 404
        assert served.get("/v1/summits?yeer=1", **fields).status_code == 422
        assert served.client.put("/v1/summits", headers=headers).status_code == 405
        assert served.client.options("/v1/summits", headers=headers).status_code == 204
        posted = served.client.post("/v1/verify", json={"text": "20 sub-forums"}, headers=headers)
        assert posted.status_code == 200
        assert served.get("/", **fields).status_code == 307


CACHED = {
    "no-cache": ("/v1", "/v1/summits", "/v1/summits/wuzhen-2023", "/v1/changes.atom", "/docs", "/openapi.json", "/"),
    "max-age=86400": ("/swagger/swagger-ui.css", "/swagger/swagger-ui-bundle.js", "/swagger/favicon-32x32.png"),
    "no-store": ("/healthz", "/readyz", "/nope", "/v1/summits?yeer=1"),
}


def test_each_kind_of_answer_says_how_long_it_may_be_kept(served: Served) -> None:
    for expected, paths in CACHED.items():
        for path in paths:
            assert served.get(path).headers["cache-control"] == expected, path
    for path in DESCRIBED:
        response = served.get(path)
        kept = "no-cache" if path.startswith("/v1") else "no-store"
        # Coded on the way, a dump would no longer be what its digest says.
        kept += ", no-transform" if "repr-digest" in response.headers else ""
        assert response.headers["cache-control"] == kept, path
        assert ("etag" in response.headers) == path.startswith("/v1"), path
    posted = served.client.post("/v1/verify", json={"text": "20 sub-forums"})
    assert posted.headers["cache-control"] == "no-store"

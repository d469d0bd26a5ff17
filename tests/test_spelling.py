"""Paths have one spelling, whoever is named as the host, and the only redirect is relative."""

import json
from urllib.parse import urljoin

import pytest
import sqlalchemy as sa

from app.settings import Settings
from tests.routes import DESCRIBED, FILES
from tests.served import Served, serve
from tests.sockets import line, send

pytestmark = pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)

OTHERWISE = [
    # RFC 3986 sections 6.2.2 and 6.2.3 name what may mean the same; here it is not found, and told why.
    ("/v1/summits/", "ends with a slash"),
    ("/v1/", "ends with a slash"),
    ("/docs/", "ends with a slash"),
    ("//v1/summits", "empty segment"),
    ("/v1//summits", "empty segment"),
    ("//", "empty segment"),
    ("//evil.example/docs", "empty segment"),
    ("/./v1/summits", ". or .."),
    ("/v1/./summits", ". or .."),
    ("/v1/summits/.", ". or .."),
    ("/v1/people/../summits", ". or .."),
    ("/..", ". or .."),
    ("/v1/%73ummits", "escape"),
    ("/v1/summits/wuzhen%2D2023", "escape"),
    ("/v1/summits/wuzhen%2d2023", "escape"),
    ("/v1%2Fsummits", "escape"),
    ("/v1%2fsummits", "escape"),
    ("/v1/%2e%2e/v1/summits", "escape"),
    ("/v1/people/%E4%BB%BB%E8%B4%A4%E8%89%AF", "escape"),
    ("/v1/summits%20", "escape"),
    ("/v1/summits%3Flimit=1", "escape"),
    ("/v1/summits;v=1", "semicolon"),
    ("/v1;v=1/summits", "semicolon"),
    ("/V1/summits", "lower case"),
    ("/v1/Summits", "lower case"),
    ("/v1/summits/Wuzhen-2023", "lower case"),
    ("/Docs", "lower case"),
]


@pytest.mark.parametrize(("path", "why"), OTHERWISE, ids=[path for path, _ in OTHERWISE])
def test_another_spelling_is_not_found_and_told_why(parsed: Served, path: str, why: str) -> None:
    for method in ("GET", "HEAD", "OPTIONS", "POST"):
        found = send(parsed, line(method, path))
        assert found.status == 404, method
        assert found.header("location") is None
        assert found.header("content-type") == "application/problem+json"
        assert method == "HEAD" or why in json.loads(found.rest)["detail"]


@pytest.mark.parametrize("path", [*DESCRIBED, *FILES])
def test_every_path_has_one_spelling(served: Served, path: str) -> None:
    bare, mark, query = path.partition("?")
    last = bare[-1]
    others = [bare + "/", bare.replace("/", "//", 1), "/." + bare, f"{bare[:-1]}%{ord(last):02X}", bare.upper()]
    assert served.get(path).status_code == 200
    for other in others:
        found = send(served, line("GET", other + mark + query))
        assert found.status == 404, other


def test_every_id_is_written_without_an_escape(served: Served) -> None:
    with served.engine.connect() as connection:
        for table in sa.inspect(connection).get_table_names():
            names = {column["name"] for column in sa.inspect(connection).get_columns(table)}
            if "id" in names and not table.startswith("search"):
                for (name,) in connection.execute(sa.text(f"SELECT id FROM {table}")):
                    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-._~"), name


@pytest.mark.parametrize("target", ["v1/summits", "?limit=1", "*", "facts.example:80"])
def test_a_target_that_is_no_path_is_refused(parsed: Served, target: str) -> None:
    assert send(parsed, line("GET", target)).status in {400, 404}


@pytest.mark.parametrize("host", ["facts.example", "evil.example:99"])
def test_the_absolute_form_is_taken(parsed: Served, host: str) -> None:
    # RFC 9112 section 3.2.2: a server must, although only clients of proxies send it.
    plain = send(parsed, line("GET", "/v1/summits?limit=1"))
    for scheme in ("http", "HTTPS"):
        found = send(parsed, line("GET", f"{scheme}://{host}/v1/summits?limit=1"))
        assert (found.status, found.rest) == (200, plain.rest)
        assert found.header("etag") == plain.header("etag")
        assert host.encode() not in found.rest
        assert host not in str(found.headers)
    assert send(parsed, line("GET", f"http://{host}/v1/summits/")).status == 404
    assert send(parsed, line("GET", f"http://{host}//v1/summits")).status == 404


HOSTS = [
    # RFC 9112 section 3.2: exactly one, and one that can be read; HTTP/1.0 needs none.
    ("HTTP/1.1", ["facts.example"], 200),
    ("HTTP/1.1", ["127.0.0.1:80"], 200),
    ("HTTP/1.1", ["[::1]:80"], 200),
    ("HTTP/1.1", ["facts.example:"], 200),
    ("HTTP/1.1", [""], 200),
    ("HTTP/1.1", [], 400),
    ("HTTP/1.1", ["a", "b"], 400),
    ("HTTP/1.1", ["a", "a"], 400),
    ("HTTP/1.1", ["a b"], 400),
    ("HTTP/1.1", ["a/b"], 400),
    ("HTTP/1.1", ["user@a"], 400),
    ("HTTP/1.1", ["a:b"], 400),
    ("HTTP/1.1", ["a<script>"], 400),
    ("HTTP/1.0", [], 200),
    ("HTTP/1.0", ["facts.example"], 200),
    ("HTTP/1.0", ["a", "b"], 400),
]


@pytest.mark.parametrize(("version", "hosts", "status"), HOSTS, ids=[f"{v}-{h}" for v, h, _ in HOSTS])
def test_the_host_is_one_or_refused(parsed: Served, version: str, hosts: list[str], status: int) -> None:
    head = [f"GET /healthz {version}", *(f"Host: {host}" for host in hosts), "Connection: close", "", ""]
    found = send(parsed, "\r\n".join(head).encode())
    assert found.status == status
    if status == 200:
        assert found.rest == b'{"status":"ok"}'


def test_an_empty_query_is_no_query(parsed: Served) -> None:
    """The servers do not tell them apart, and neither does RFC 3986 section 6.2.3 need to."""
    plain, empty = send(parsed, line("GET", "/v1/summits")), send(parsed, line("GET", "/v1/summits?"))
    assert (empty.status, empty.rest, empty.header("etag")) == (200, plain.rest, plain.header("etag"))
    for query in ("?&", "?=", "?limit=1&", "?&limit=1", "?limit=1&&sort=id"):
        assert send(parsed, line("GET", f"/v1/summits{query}")).status == 422, query


@pytest.mark.parametrize("host", ["facts.example", "evil.example", "evil.example:99", ""])
def test_the_only_redirect_is_relative(parsed: Served, host: str) -> None:
    request = f"GET / HTTP/1.1\r\nHost: {host}\r\nX-Forwarded-Host: evil.example\r\nConnection: close\r\n\r\n"
    found = send(parsed, request.encode())
    assert (found.status, found.header("location")) == (307, "docs")
    assert "evil" not in str(found.headers)


@pytest.mark.parametrize("root", ["/facts", "/a/b"])
def test_under_a_prefix_everything_stays_below_it(seeded_url: str, root: str) -> None:
    # uvicorn puts the prefix before the path that a proxy has cut it from.
    with serve(Settings(database_url=seeded_url, documents=None), root_path=root) as served:
        found = send(served, line("GET", "/", "X-Forwarded-Host: evil.example"))
        assert found.header("location") == "docs"
        assert urljoin(f"https://facts.example{root}/", "docs") == f"https://facts.example{root}/docs"
        for path in ("/docs", "/openapi.json", "/v1/summits", "/healthz", "/swagger/start.js"):
            assert served.get(path).status_code == 200, path
            assert served.client.options(path).status_code == 204, path
        assert served.json("/v1/summits?limit=1")["next"].startswith(f"{root}/v1/summits?")
        for path, why in OTHERWISE:
            spelt = send(served, line("GET", path))
            assert spelt.status == 404, path
            assert why in json.loads(spelt.rest)["detail"]
        assert send(served, line("GET", "http://evil.example/v1/summits")).status == 200
        assert send(served, line("OPTIONS", "*")).status == 204


@pytest.mark.parametrize("path", ["/", "/nope", "/v1/summits/", *DESCRIBED, *FILES])
def test_no_answer_holds_the_host(parsed: Served, path: str) -> None:
    forwarded = ["X-Forwarded-Host: evil.example", "Forwarded: host=evil.example", "X-Original-URL: /evil.example"]
    request = line("GET", path, *forwarded).replace(b"facts.example", b"evil.example")
    found = send(parsed, request)
    assert b"evil.example" not in found.rest
    assert "evil.example" not in str(found.headers)

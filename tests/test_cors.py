"""What browsers are told: that any page may read, and a page of another origin that does, in a real browser."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from app.kit.layers.cors import ALWAYS
from tests.routes import DESCRIBED, FILES
from tests.served import Served
from tests.sockets import line, send
from tests.test_docs_page import page

__all__ = ["page"]
pytestmark = pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)

ORIGIN = "https://elsewhere.example"
ANSWERS = [
    # Method, path, more headers, status: every kind of answer.
    ("GET", "/v1/summits", "", 200),
    ("HEAD", "/v1/summits", "", 200),
    ("GET", "/v1/summits", "If-None-Match: *", 304),
    ("HEAD", "/v1/summits", "If-None-Match: *", 304),
    ("GET", "/v1/summits", "If-Match: x", 412),
    ("GET", "/v1/summits", "Accept-Encoding: identity;q=0", 406),
    ("GET", "/v1/summits?yeer=1", "", 422),
    ("GET", "/v1/summits?q=%ff", "", 400),
    ("GET", f"/v1/summits?q={'a' * 9000}", "", 414),
    ("GET", "/v1/summits", f"X-Long: {'a' * 40000}\r\nX-Longer: {'a' * 30000}", 431),
    ("GET", "/v1/summits/", "", 404),
    ("GET", "/nope", "", 404),
    ("PUT", "/v1/summits", "", 405),
    ("PURGE", "/v1/summits", "", 501),
    ("POST", "/v1/verify", "", 415),
    ("OPTIONS", "/v1/summits", "", 204),
    ("OPTIONS", "/nope", "", 404),
    ("GET", "/", "", 307),
    ("GET", "/healthz", "", 200),
    ("GET", "/docs", "", 200),
    ("GET", "/swagger/swagger-ui.css", "", 200),
]


@pytest.mark.parametrize("origin", [[], [f"Origin: {ORIGIN}"], ["Origin: null"]], ids=["none", "other", "null"])
def test_every_answer_may_be_read_by_any_page(served: Served, origin: list[str]) -> None:
    # The Fetch standard, section 3.3.3; the same for whoever asks, so nothing varies by Origin.
    for method, path, more, status in ANSWERS:
        found = send(served, line(method, path, *origin, *(more.split("\r\n") if more else [])))
        assert found.status == status, (method, path)
        for name, value in ALWAYS.items():
            assert found.header(name) == value, (method, path, name)
        assert found.header("access-control-allow-credentials") is None
        assert "origin" not in (found.header("vary") or "").lower()


def test_a_failure_may_be_read_too(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.kit.formats.route.respond", lambda *_, **__: 1 / 0)
    found = send(served, line("GET", "/v1/summits?limit=17", f"Origin: {ORIGIN}"))  # asked nowhere else
    assert (found.status, found.header("content-type")) == (500, "application/problem+json")
    assert all(found.header(name) == value for name, value in ALWAYS.items())


def test_headers_that_answers_have_are_exposed(served: Served) -> None:
    # The Fetch standard, section 3.3.2: others than these a script cannot see.
    safe = {"cache-control", "content-language", "content-length", "content-type", "expires", "last-modified", "pragma"}
    hidden = {"connection", "server", "transfer-encoding", "content-security-policy", "location", *ALWAYS}
    exposed = {name.lower() for name in ALWAYS["access-control-expose-headers"].split(", ")}
    answers = [send(served, line(method, path, more or "X-A: b")) for method, path, more, _ in ANSWERS]
    answers += [send(served, line("GET", path, "Accept-Encoding: gzip")) for path in (*DESCRIBED, *FILES)]
    found = {name for answer in answers for name, _ in answer.headers if not name.startswith("access-control-")}
    assert found - hidden - safe <= exposed
    assert {"etag", "link", "x-dataset-version", "retry-after", "allow", "content-location"} <= exposed


@pytest.mark.parametrize(
    ("path", "methods"),
    [("/v1/summits", "GET, HEAD, OPTIONS"), ("/v1/verify", "POST, OPTIONS"), ("/docs", "GET, HEAD, OPTIONS")],
)
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_a_preflight_tells_what_the_path_allows(served: Served, path: str, methods: str, method: str) -> None:
    asked = {"access-control-request-method": method, "access-control-request-headers": "if-none-match,x-own"}
    response = served.client.options(path, headers={"origin": ORIGIN, **asked})
    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["access-control-allow-methods"] == response.headers["allow"] == methods
    allowed = {name.lower() for name in response.headers["access-control-allow-headers"].split(", ")}
    assert {"accept", "content-type", "if-none-match", "if-match", "x-request-id", "traceparent", "*"} <= allowed
    assert "authorization" not in allowed
    assert response.headers["access-control-max-age"] == "7200"
    assert "access-control-allow-credentials" not in response.headers


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[str]:
    """Serve an empty page from another port, which is another origin."""
    (tmp_path / "index.html").write_text("<!doctype html><title>Elsewhere</title>", encoding="utf-8")

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            """Say nothing."""

        def end_headers(self) -> None:
            """Isolate the page: without Cross-Origin-Resource-Policy it could embed nothing of another origin."""
            self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
            self.send_header("Cross-Origin-Opener-Policy", "same-origin")
            super().end_headers()

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/index.html"
        server.shutdown()
        thread.join()


READ = """async ([base, tag]) => {
  const headers = tag ? {"If-None-Match": tag, "X-Request-Id": "page-1"} : {};
  const answer = await fetch(base + "/v1/facts?limit=100", {headers, cache: "no-store"});
  const text = await answer.text();
  return [answer.status, text.length, answer.headers.get("etag"), answer.headers.get("link"),
          answer.headers.get("x-dataset-version"), answer.headers.get("content-encoding")];
}"""
POST = """async ([base, body, headers]) => {
  try {
    const answer = await fetch(base + "/v1/verify", {method: "POST", body, headers});
    return [answer.status, await answer.json()];
  } catch (error) { return [0, error.name]; }
}"""
REFUSED = """async ([base, path, options]) => {
  try {
    const answer = await fetch(base + path, options);
    return [answer.status, answer.headers.get("content-type"), answer.headers.get("allow")];
  } catch (error) { return [0, error.name, null]; }
}"""
EMBED = """async (address) => {
  const image = new Image();
  image.src = address;
  await image.decode();
  return image.naturalWidth;
}"""


def test_a_page_of_another_origin_reads_and_asks(served: Served, page: Page, elsewhere: str) -> None:
    base = str(served.client.base_url).rstrip("/")
    page.goto(elsewhere)

    status, length, tag, link, version, coding = page.evaluate(READ, [base, None])
    plain = served.get("/v1/facts?limit=100")
    assert (status, length) == (200, len(plain.text.encode("utf-16-le")) // 2)
    assert (link, version) == (plain.headers["link"], plain.headers["x-dataset-version"])
    assert coding in {"gzip", "zstd"}, "a browser takes what is coded"
    assert page.evaluate(READ, [base, tag])[:3] == [304, 0, tag], "preflighted for its If-None-Match"
    assert page.evaluate(READ, [base, '"other"'])[:3] == [200, length, tag]

    json = {"Content-Type": "application/json"}
    status, answer = page.evaluate(POST, [base, '{"text": "20 sub-forums in 2023"}', json])
    assert (status, answer["claims"][0]["verdict"]) == (200, "supported")
    status, answer = page.evaluate(POST, [base, "{", json])
    assert (status, answer["title"]) == (400, "Bad Request"), "problems can be read"
    assert page.evaluate(POST, [base, "{}", {}])[0] == 415

    problem = "application/problem+json"
    assert page.evaluate(REFUSED, [base, "/v1/summits?yeer=1", {}]) == [422, problem, None]
    assert page.evaluate(REFUSED, [base, "/nope", {}]) == [404, problem, None]
    # What a preflight does not allow, the browser does not send.
    for options in ({"method": "DELETE"}, {"credentials": "include"}):
        assert page.evaluate(REFUSED, [base, "/v1/summits", options]) == [0, "TypeError", None], options


def test_a_page_that_isolates_itself_may_embed_what_is_here(served: Served, page: Page, elsewhere: str) -> None:
    page.goto(elsewhere)
    assert page.evaluate("crossOriginIsolated")
    assert page.evaluate(EMBED, str(served.client.base_url.join("/swagger/favicon-32x32.png"))) == 32

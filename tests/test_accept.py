"""Which format an answer is in: `Accept` (RFC 9110 section 12.5.1), and `format=` before it."""

import pytest

from tests.asking import refused
from tests.served import Served
from tests.test_formats import TYPES

XLSX = TYPES["xlsx"]


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        ("*/*", "json"),
        ("", "json"),
        (",", "json"),
        ("application/json", "json"),
        ("APPLICATION/JSON", "json"),
        ("application/*", "json"),
        ("text/*", "csv"),
        ("text/csv", "csv"),
        ("text/csv;header=present", "csv"),
        ("text/csv; charset=UTF-8", "csv"),
        ('text/csv; charset="utf-8"', "csv"),
        ("application/json;charset=utf-8", "json"),
        ("application/x-ndjson", "ndjson"),
        ("application/ndjson", "ndjson"),
        ("application/jsonl", "ndjson"),
        (XLSX, "xlsx"),
        # Weights, and the more specific range before the wider one.
        ("text/csv;q=0.5, application/json;q=0.4", "csv"),
        ("text/csv;q=0.5, application/json;q=0.5", "json"),
        ("application/json;q=0, */*", "csv"),
        ("application/json;q=0.1, application/*;q=0.9", "ndjson"),
        ("*/*;q=0.1, text/csv;q=0.01", "json"),
        ("text/csv ; q=1.000 , application/json ; q=0.999", "csv"),
        # Browsers.
        ("text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8", "json"),
        # What old Java sends, and what cannot be read.
        ("text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", "json"),
        ("*, text/csv;q=.5", "json"),
        ("*;q=.4, text/csv;q=.5", "csv"),
        ("application/json;q=, text/csv;q=.1", "csv"),
        ("application/json;q=., text/csv;q=.1", "csv"),
        ("application/json;q=2, text/csv", "csv"),
        ('text/html;level="a,b", text/csv', "csv"),
        (";, text/csv", "csv"),
        (";;q=1, ;=, text/csv;q=.1", "csv"),
    ],
)
def test_the_client_gets_what_it_prefers(served: Served, accept: str, name: str) -> None:
    response = served.get("/v1/summits?limit=1", accept=accept)
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == TYPES[name]
    assert "Accept" in response.headers["vary"]


@pytest.mark.parametrize(
    "accept",
    [
        ";",
        "text/html",
        "application/json;q=0",
        "text/csv;charset=gbk",
        "*/*;q=0",
        "image/*",
        "json",
        "application/xml, a/b",
    ],
)
def test_what_is_not_offered_is_406_and_names_what_is(served: Served, accept: str) -> None:
    response = served.get("/v1/summits", accept=accept)
    problem = response.json()
    assert (response.status_code, problem["title"]) == (406, "Not Acceptable")
    fault = problem["errors"][0]
    assert (fault["location"], fault["name"]) == ("header", "Accept")
    assert {"application/json", "text/csv", "application/x-ndjson", XLSX} <= set(fault["allowed"])
    assert response.headers["cache-control"] == "no-store"


def test_without_the_field_it_is_json(served: Served) -> None:
    request = served.client.build_request("GET", "/v1/summits")
    del request.headers["accept"]
    assert served.client.send(request).headers["content-type"] == "application/json"


def test_several_lines_are_one_list(served: Served) -> None:
    headers = [("accept", "application/json;q=0.5"), ("accept", "text/csv")]
    assert served.client.get("/v1/summits", headers=headers).headers["content-type"] == TYPES["csv"]


def test_format_goes_before_accept(served: Served) -> None:
    for accept in ("text/csv", "text/html", "*/*;q=0"):
        assert served.get("/v1/summits?format=ndjson", accept=accept).headers["content-type"] == TYPES["ndjson"]


def test_what_has_one_format_says_so(served: Served) -> None:
    assert served.get("/v1/suggest?q=ren", accept="text/csv").json()["errors"][0]["allowed"] == ["application/json"]
    refused(served, "/v1/suggest?q=ren&format=csv")


def test_the_other_formats_are_linked(served: Served) -> None:
    """Path-absolute, with every other parameter kept; a link is followed and gives what it says."""
    asked = "/v1/facts?property=guests&year=2023&year=2024&format=csv"
    response = served.get(asked, host="evil.example")
    links = [part for part in response.headers["link"].split(", <") if 'rel="alternate"' in part]
    assert len(links) == len(TYPES) - 1
    for link in links:
        target, media = link.strip("<").split(">")[0], link.split('type="')[1].rstrip('"')
        assert target.startswith("/v1/facts?property=guests&year=2023&year=2024&format=")
        assert served.get(target).headers["content-type"].startswith(media)


def test_each_format_has_an_address_of_its_own(served: Served) -> None:
    """RFC 9110 section 8.7: what `Content-Location` names is the same representation, asked for by itself."""
    for accept in TYPES.values():
        got = served.get(
            "/v1/summits?year=2023&format=csv" if "csv" in accept else "/v1/summits?year=2023", accept=accept
        )
        again = served.get(got.headers["content-location"], accept="text/html")
        assert (again.content, again.headers["content-type"]) == (got.content, got.headers["content-type"])
    marked = served.get("/v1/summits?excel=true")
    assert served.get(marked.headers["content-location"]).content == marked.content
    assert "content-location" not in served.get("/v1/suggest?q=ren").headers


def test_a_long_query_does_not_make_long_headers(served: Served) -> None:
    asked = "/v1/facts?" + "&".join(f"subject=wuzhen-{number}" for number in range(50))
    assert "alternate" in served.get(asked).headers["link"]
    longer = asked.replace("wuzhen", "wuzhen-summit-of-the-year")
    assert "alternate" not in served.get(longer).headers.get("link", "")

"""`/llms.txt`: every pair of do and don't is shown by a request that answers so, and every link answers."""

import json
import re
from typing import Any
from urllib.parse import urlsplit

import pytest

from app.agents.guide import guide
from app.settings import Settings
from tests.asking import at
from tests.served import Served, serve

TEXT = guide(Settings(database_url="sqlite:///nowhere.sqlite"))
PAIR = re.compile(r"^- \*\*Do\*\* [^*]+\*\*Don't\*\* [^*]+$", re.MULTILINE)
EXAMPLE = re.compile(r"^  `(GET|POST) (\S+)(?: (\{.*\}))?` answers `([\w.]+)` = `([^`]+)`$", re.MULTILINE)
LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")


EXAMPLES: list[tuple[str, ...]] = EXAMPLE.findall(TEXT)
"""Method, path, body, the place in the answer and what stands there."""


@pytest.mark.parametrize("example", EXAMPLES, ids=[f"{number}-{one[1]}" for number, one in enumerate(EXAMPLES)])
def test_every_example_answers_as_it_says(served: Served, example: tuple[str, ...]) -> None:
    assert_guided(served, example)


def assert_guided(served: Served, example: tuple[str, ...]) -> None:
    """Check that an example answers as it says."""
    method, path, body, place, value = example
    answer = served.client.request(method, path, json=json.loads(body) if body else None)
    assert answer.status_code == (422 if place.startswith("errors") else 200)
    found: Any = at(answer.json(), place)
    assert (found if isinstance(found, str) else json.dumps(found)) == value


def test_every_link_answers(served: Served) -> None:
    links = [link for _, link in LINK.findall(TEXT)]
    assert len(links) == len(set(links)) > 12
    for link in links:
        answer = served.get(link)
        assert answer.status_code == 200, link
        if answer.headers["content-type"] == "application/json" and "items" in answer.json():
            assert answer.json()["items"] or "changes" in link, link


def test_it_has_the_shape_of_such_files() -> None:
    """A title, a summary, details without headings, then lists of links (llmstxt.org)."""
    head, *sections = TEXT.split("\n## ")
    assert re.match(r"# [^\n]+\n\n> [^\n]+\n\n", head)
    assert head.count("\n#") == 0
    assert [section.split("\n")[0] for section in sections][-1] == "Optional"
    for section in sections:
        for line in section.strip().split("\n")[2:]:
            assert re.fullmatch(r"- \[[^\]]+\]\([^)]+\): .+", line), line


def test_every_pair_has_an_example() -> None:
    pairs = PAIR.findall(TEXT)
    assert len(pairs) == len(EXAMPLES) == TEXT.count("\n- **Do**") >= 12
    assert TEXT.count("answers `") == len(pairs)


def test_it_is_served_plainly(served: Served) -> None:
    answer = served.get("/llms.txt")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.text == TEXT
    head = served.client.head("/llms.txt")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == answer.headers["etag"]
    again = served.get("/llms.txt", if_none_match=answer.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")
    assert served.get("/llms.txt?x=1").status_code == 422
    assert served.client.post("/llms.txt").status_code == 405
    assert "/llms.txt" not in served.json("/openapi.json")["paths"]


@pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)
def test_links_begin_with_the_public_address_and_never_with_host(served: Served) -> None:
    settings = served.settings.model_copy(update={"public_url": "https://example.org/facts", "mcp": True})
    with serve(settings) as public:
        text = public.get("/llms.txt", host="evil.example").text
    assert "evil.example" not in text
    assert {urlsplit(link).netloc for _, link in LINK.findall(text)} == {"example.org"}
    assert all(link.startswith("https://example.org/facts/") for _, link in LINK.findall(text))
    assert "each pair with a request that shows it, its path below https://example.org/facts:\n" in text
    assert "its path below" not in TEXT
    assert "`https://example.org/facts/mcp`" in text
    assert "/mcp`" not in TEXT
    head = text.split("\n## ")[0]
    assert "Model Context Protocol" in head


def test_it_answers_without_a_database() -> None:
    with serve(Settings(database_url="sqlite:///nowhere.sqlite", documents=None)) as empty:
        assert empty.get("/llms.txt").text == TEXT

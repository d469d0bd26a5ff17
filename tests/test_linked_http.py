"""How linked data is asked for: by `format=` and by `Accept`, of lists and of items, wherever this API stands."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.kit.resource import Resource
from app.main import create_app
from app.resources import RESOURCES
from app.settings import Settings
from tests.asking import each, names, refused
from tests.linking import document, graph, more
from tests.served import Served, serve
from tests.test_openapi import OPENAPI

LD = "application/ld+json"
NOT = ["/v1", "/v1/trends?property=guests", "/v1/compare", "/v1/coverage", "/v1/search?q=wuzhen", "/v1/releases"]


@each
def test_lists_and_items_are_negotiated(served: Served, resource: Resource) -> None:
    for path in (f"/v1/{resource.name}", f"/v1/{resource.name}/{resource.example}"):
        got = served.get(path, accept=f"text/turtle, {LD}")
        assert got.headers["content-type"] == LD
        asked, named = got.json(), document(served, path)
        assert asked.pop("hydra:next", None) == got.links.get("next", {}).get("url")
        assert asked == {term: value for term, value in named.items() if term != "hydra:next"}
        assert got.headers["content-location"] == f"{path}?format=jsonld"
        assert f'<{path}?format=json>; rel="alternate"; type="application/json"' in got.headers["link"]
        assert f'<{path}?format=jsonld>; rel="alternate"; type="{LD}"' in served.get(path).headers["link"]
        assert served.get(path, accept="*/*").headers["content-type"] == "application/json"
        assert served.get(path, accept=f'{LD};profile="http://www.w3.org/ns/json-ld#compacted"').is_success


def test_an_item_is_offered_as_json_and_linked_data_alone(served: Served) -> None:
    path = "/v1/summits/wuzhen-2023"
    for asked in ("format=csv", "format=xlsx", "format=ndjson", "format=ttl"):
        problem = refused(served, f"{path}?{asked}")
        assert names(problem) == ["format"]
        assert problem["errors"][0]["allowed"] == ["json", "jsonld"]
    assert names(refused(served, f"{path}?format=jsonld&excel=true")) == ["excel"]
    got = served.get(path, accept="text/csv")
    assert got.status_code == 406
    assert got.json()["errors"][0]["allowed"] == ["application/json", LD]
    assert served.get(f"{path}?format=json").json() == served.json(path)


@pytest.mark.parametrize("path", NOT)
def test_what_is_no_list_of_things_is_not_offered(served: Served, path: str) -> None:
    assert served.get(path, accept=LD).status_code == 406


def test_validators_and_head_hold(served: Served) -> None:
    for path in ("/v1/people?format=jsonld", "/v1/people/ren-xianliang?format=jsonld"):
        got = served.get(path)
        assert got.headers["etag"] != served.get(path.removesuffix("ld")).headers["etag"]
        assert served.get(path, if_none_match=got.headers["etag"]).status_code == 304
        head = served.client.head(path)
        assert (head.status_code, head.content, head.headers["content-type"]) == (200, b"", LD)


def test_the_description_tells_of_it() -> None:
    for resource in RESOURCES:
        for path in (f"/v1/{resource.name}", f"/v1/{resource.name}/{{id}}"):
            operation = OPENAPI["paths"][path]["get"]
            content = operation["responses"]["200"]["content"]
            assert content[LD]["schema"] == {"type": "object", "additionalProperties": True}
            (form,) = [one for one in operation["parameters"] if one["name"] == "format"]
            words = form["schema"]["$ref"].rpartition("/")[2]
            assert "jsonld" in OPENAPI["components"]["schemas"][words]["enum"]
            assert ("excel" in {one["name"] for one in operation["parameters"]}) == ("{id}" not in path)


COUNTS = {
    "/v1/summits": 1,
    "/v1/exhibitors": 1,
    "/v1/outcomes": 1,
    "/v1/facts": 2,
    "/v1/indicators": 1,
    "/v1/people": 1,
    "/v1/organizations": 1,
    "/v1/speakers": 0,
    "/v1/documents": 0,
    "/v1/timeline": 0,
    "/v1/summits/wuzhen-2023": 1,
    "/v1/summits?include=facts,speakers": 2,
}
"""Statements beyond those of the JSON, which asks for the ids of a list first: figures with their evidence;
documents; where appearances are shown."""


@pytest.mark.parametrize(("path", "expected"), COUNTS.items(), ids=list(COUNTS))
def test_the_number_of_statements_does_not_grow(served: Served, path: str, expected: int) -> None:
    counts = []
    for asked in [path] if path.count("/") > 2 else [more(path, limit) for limit in ("limit=3", "limit=1000")]:
        with served.statements() as plain:
            served.json(asked)
        with served.statements() as linked:
            document(served, asked)
        ids_first = path.count("/") == 2 and "include" not in path
        counts.append(len(linked) - len(plain) + ids_first)
    assert max(counts) == counts[-1] == expected


def test_the_public_address_and_the_licence_are_told_where_they_are_set(seeded_url: str) -> None:
    settings = Settings(
        database_url=seeded_url,
        documents=None,
        public_url="https://example.org/facts",
        licence="https://example.org/licence",
    )
    with serve(settings) as running:
        found = document(running, "/v1/summits?limit=1")
    assert found["@id"] == "https://example.org/facts/v1/summits?limit=1&format=jsonld"
    assert found["hydra:next"].startswith("https://example.org/facts/v1/summits?")
    assert found["license"] == "https://example.org/licence"
    (element,) = found["itemListElement"]
    assert element["@id"].startswith("https://example.org/facts/v1/summits/")
    figure = element["figures"][0]
    assert figure["pinned"].startswith(f"https://example.org/facts/v1/releases/{found['version']}/facts/")
    assert figure["evidence"][0]["@id"].startswith("https://example.org/facts/v1/documents/")
    assert figure["bound"].startswith("https://example.org/facts/v1/terms#bound.")


def test_no_licence_is_invented(served: Served) -> None:
    assert "license" not in document(served, "/v1/summits")


@pytest.mark.parametrize("public", [None, "https://example.org/facts"])
def test_a_path_before_the_api_is_told_once(seeded_url: str, public: str | None) -> None:
    app = create_app(Settings(database_url=seeded_url, documents=None, public_url=public))
    base = public or "/facts"
    with TestClient(app, root_path="/facts") as client:
        found = client.get("/facts/v1/summits?limit=1&format=jsonld").json()
        fact = client.get("/facts/v1/facts/wuzhen-2023.guests?format=jsonld").json()["mainEntity"]
    assert found["@id"] == f"{base}/v1/summits?limit=1&format=jsonld"
    assert found["hydra:next"].startswith(f"{base}/v1/summits?")
    assert found["itemListElement"][0]["@id"].startswith(f"{base}/v1/summits/")
    assert fact["pinned"].startswith(f"{base}/v1/releases/")


def test_the_sentence_around_is_told_where_the_documents_are_mounted(seeded_url: str, tmp_path: Path) -> None:
    (tmp_path / "wipo-2023.txt").write_text("x" * 1977 + "Over 1800 guests" + " came.", encoding="utf-8")
    with serve(Settings(database_url=seeded_url, documents=tmp_path)) as running:
        path = "/v1/facts/wuzhen-2023.guests?include=context"
        (whole,) = [one["isPartOf"] for one in document(running, path)["mainEntity"]["@included"] if "isPartOf" in one]
        assert len(graph(running, path)) > len(graph(running, path.partition("?")[0]))
    assert whole["quoted"] == "/v1/documents/wipo-2023"
    assert whole["text"].endswith("Over 1800 guests came.")


def test_a_fact_of_a_release_is_a_version_of_the_fact(served: Served) -> None:
    release = document(served, "/v1/summits")["version"]
    path = f"/v1/releases/{release}/facts/wuzhen-2023.guests"
    found = document(served, path)["mainEntity"]
    assert found["@id"] == path
    assert found["dcterms:isVersionOf"] == "/v1/facts/wuzhen-2023.guests"
    assert "dcterms:isReplacedBy" not in found
    assert found["minValue"] == 1800
    today = document(served, "/v1/facts/wuzhen-2023.guests")["mainEntity"]
    assert today["pinned"] == path
    assert found["evidence"] == today["evidence"]

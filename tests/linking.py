"""How the tests read linked data: with two independent readers, which may fetch nothing."""

import urllib.request
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import pytest
from pyld import jsonld
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.namespace import PROV, SDO

from tests.served import Served

BASE = "http://facts.test"
SCHEMA = Namespace(str(SDO))
"""All of schema.org; the copy that rdflib ships is of 2021, and knows no younger term."""

OA = Namespace("http://www.w3.org/ns/oa#")
ADMS = Namespace("http://www.w3.org/ns/adms#")
WIKIBASE = Namespace("http://wikiba.se/ontology#")
PREFIXES = {"schema": SCHEMA, "prov": PROV, "oa": OA, "adms": ADMS, "wikibase": WIKIBASE}


def _refused(url: Any, *_: Any, **__: Any) -> Any:
    raise AssertionError(f"a reader asked for {url}")


@contextmanager
def offline() -> Iterator[None]:
    """Refuse what a reader would fetch."""
    with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings():
        # rdflib's own reader makes what rdflib deprecates.
        warnings.filterwarnings("ignore", message="ConjunctiveGraph is deprecated", category=DeprecationWarning)
        patch.setattr(urllib.request, "urlopen", _refused)
        patch.setattr(urllib.request.OpenerDirector, "open", _refused)
        yield


def more(path: str, query: str) -> str:
    """Add to the query of a path."""
    return f"{path}{'&' if '?' in path else '?'}{query}"


def document(served: Served, path: str) -> dict[str, Any]:
    """Ask for linked data and return the document."""
    response = served.get(more(path, "format=jsonld"))
    assert response.status_code == 200, f"{path}: {response.text}"
    assert response.headers["content-type"] == "application/ld+json"
    found: dict[str, Any] = response.json()
    return found


def graph(served: Served, *paths: str) -> Graph:
    """Return what rdflib reads in the answers to some paths."""
    found = Graph()
    for path in paths:
        response = served.get(more(path, "format=jsonld"))
        assert response.status_code == 200, f"{path}: {response.text}"
        found += _read(response.text)
    return found


@lru_cache(maxsize=64)
def _read(text: str) -> Graph:
    with offline():
        return Graph().parse(data=text, format="json-ld", publicID=f"{BASE}/")


def expanded(found: dict[str, Any]) -> Any:
    """Return a document as pyld expands it."""
    return jsonld.expand(found, {"base": f"{BASE}/", "documentLoader": _refused})


def read_by_pyld(found: dict[str, Any]) -> Graph:
    """Return what pyld reads in a document."""
    quads = jsonld.to_rdf(found, {"base": f"{BASE}/", "documentLoader": _refused, "format": "application/n-quads"})
    return Graph().parse(data=quads, format="nt")


def at(path: str) -> URIRef:
    """Return the address of a path, as a reader resolves it."""
    return URIRef(f"{BASE}{path}")


def path_of(node: Any) -> str:
    """Return the path of a node of this API, without a fragment."""
    assert str(node).startswith(f"{BASE}/v1"), node
    return str(node).removeprefix(BASE).partition("#")[0]


def types(found: Graph, node: Any) -> set[str]:
    """Return the names of the types that schema.org has of a node."""
    return {str(one).removeprefix(str(SDO)) for one in found.objects(node, RDF.type) if str(one).startswith(str(SDO))}

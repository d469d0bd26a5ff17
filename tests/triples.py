"""JSON-LD as a parser that is not ours reads it."""

import warnings

from rdflib import Graph


def triples(content: bytes, address: str) -> Graph:
    """Return the triples of a description that was read at an address, against which its references are resolved."""
    with warnings.catch_warnings():
        # The parser uses what its own package has deprecated.
        warnings.filterwarnings("ignore", "ConjunctiveGraph is deprecated", DeprecationWarning)
        return Graph().parse(data=content, format="json-ld", publicID=address)

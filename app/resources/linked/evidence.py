"""Evidence: what a statement was derived from, as quotations (PROV-O) at a place in a document (Web Annotation)."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import col, select

from app.kit.formats.linked import Node, Page, Told
from app.kit.formats.proof import Proof
from app.kit.rows.related import Related
from app.models import Document, Evidence
from app.resources.linked.texts import day, mapped
from app.resources.linked.things import path

SPAN = ("document", "start", "end", "surface")
DESCRIBED = ("title", "publisher", "published_on", "language", "url", "label_en", "label_zh")

QUOTES = Proof(
    key="fact",
    rows=Related(
        select(*(getattr(Evidence, name) for name in SPAN), *(getattr(Document, name) for name in DESCRIBED))
        .join(Document, col(Document.id) == Evidence.document)
        .order_by(col(Evidence.fact), col(Evidence.ordinal)),
        Evidence.fact,
    ),
    shown=(*SPAN, *DESCRIBED),
)
"""Where facts are printed, with what is known of each document."""

SOURCES = Proof(
    key="document",
    rows=Related(select(*(getattr(Document, name) for name in DESCRIBED)), Document.id),
    shown=DESCRIBED,
)
"""What is known of documents."""


def proven(page: Page, node: Node, name: str) -> Node:
    """Have the evidence of a fact fetched and told of it; return its node."""

    def fill(found: Mapping[str, Sequence[Any]]) -> None:
        pieces = [dict(zip(found, row, strict=True)) for row in zip(*found.values(), strict=True)]
        for piece in pieces:
            describe(page, piece["document"], piece)
        node.update(quotations(page, pieces))

    page.want(QUOTES, name, fill)
    return node


def evidence(value: Sequence[Mapping[str, Any]], told: Told) -> Node:
    """Say what an item was derived from, where it shows that itself; the documents are fetched."""
    for piece in value:
        cite(told.page, piece["document"])
    return quotations(told.page, value)


def cite(page: Page, document: str) -> None:
    """Have a document described once for the page."""

    def fill(found: Mapping[str, Sequence[Any]]) -> None:
        for row in zip(*found.values(), strict=True):
            describe(page, document, dict(zip(found, row, strict=True)))

    page.want(SOURCES, document, fill)


def describe(page: Page, document: str, known: Mapping[str, Any]) -> None:
    """Describe a document among the citations of the page."""
    iri = page.iri(path("documents", document))
    page.cited[iri] = {
        "@id": iri,
        "@type": ["CreativeWork", "prov:Entity"],
        "label": {"en": known["label_en"], "zh": known["label_zh"]},
        **source(iri, known),
    }


def source(iri: str, known: Mapping[str, Any]) -> Node:
    """Return what a document prints of itself."""
    language = known.get("language")
    said = {
        "name": known.get("title") and mapped(known["title"], language),
        "publisher": known.get("publisher")
        and {"@id": f"{iri}#publisher", "@type": "Organization", "name": mapped(known["publisher"], language)},
        "datePublished": known.get("published_on") and day(known["published_on"]),
        "inLanguage": language,
        "url": known.get("url"),
    }
    return {term: value for term, value in said.items() if value}


def quotations(page: Page, pieces: Sequence[Mapping[str, Any]]) -> Node:
    """Return what a statement was derived from: the documents, and the words quoted from each."""
    documents = dict.fromkeys(page.iri(path("documents", piece["document"])) for piece in pieces)
    return {"documents": list(documents), "evidence": [_quotation(page, piece) for piece in pieces]}


def span(piece: Mapping[str, Any], what: str = "char") -> str:
    """Return the path of a place in a document, a fragment after RFC 5147: equal places are one node."""
    return f"{path('documents', piece['document'])}#{what}={piece['start']},{piece['end']}"


def _quotation(page: Page, piece: Mapping[str, Any]) -> Node:
    document = page.iri(path("documents", piece["document"]))
    return {
        "@id": page.iri(span(piece)),
        "@type": ["Quotation", "prov:Entity", "oa:SpecificResource"],
        "text": mapped(piece["surface"], None),
        "quoted": document,
        "source": document,
        "oa:hasSelector": [
            {
                "@id": page.iri(span(piece, "position")),
                "@type": "oa:TextPositionSelector",
                "oa:start": piece["start"],
                "oa:end": piece["end"],
            },
            {
                "@id": page.iri(span(piece, "quote")),
                "@type": "oa:TextQuoteSelector",
                "oa:exact": piece["surface"],
            },
        ],
    }

"""People and organisations: their names, and by year what they did, in the same roles as the lists show."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.kit.formats.linked import Node, Say, Told
from app.models.words import Contribution
from app.resources.linked.roles import ATTENDEES, PARTNERS, SPEAKERS
from app.resources.linked.texts import names, written
from app.resources.linked.things import path, term_of, to_all

Values = Sequence[Mapping[str, Any]]


def _aliases(value: Values, _: Told) -> Node:
    return {"alternateName": [written(one["text"], one["language"]) for one in value]}


def _mentions(value: Values, told: Told) -> Node:
    """Say which claims mention it."""
    page = told.page
    return {
        "mentioned": [
            {
                "@id": page.iri(path("facts", one["fact"])),
                "@type": "Claim",
                "predicate": page.iri(path("properties", one["property"])),
                "status": term_of(page, "status", one["status"]),
                **({"year": str(one["year"])} if one["year"] else {}),
            }
            for one in value
        ]
    }


def _appearance(one: Mapping[str, Any], told: Told) -> Node:
    list_ = ATTENDEES if one["contribution"] == Contribution.ATTENDED else SPEAKERS
    return told.page.node(list_, dict(one))


def _appearances(value: Values, told: Told) -> Node:
    return {"@included": [_appearance({**one, "person": told.item["id"]}, told) for one in value]}


def _roles(value: Values, told: Told) -> Node:
    return {"@included": [told.page.node(PARTNERS, {**one, "organization": told.item["id"]}) for one in value]}


def _representatives(value: Values, told: Told) -> Node:
    """Say who appeared for it, in the role of each appearance."""
    posts = [{"title": one["title"], "organization": told.item["id"], "fact": one["fact"]} for one in value]
    return {
        "@included": [
            _appearance({**one, "id": one["appearance"], "positions": [held]}, told)
            for one, held in zip(value, posts, strict=True)
        ]
    }


LASTING: dict[str, Say] = {
    "name": names,
    "aliases": _aliases,
    "mentions": _mentions,
    "facts": to_all("subjectOf"),
    "appearances": _appearances,
    "roles": _roles,
    "representatives": _representatives,
}
"""What the keys of a person or an organisation say."""

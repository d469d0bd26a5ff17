"""Roles (schema.org): who took part in what, as what, and the posts that people held then.

A role stands between an event and who took part: the event points to the role, and the role to the person or
organisation, both by the same term.
"""

from collections.abc import Callable, Mapping
from typing import Any

from app.kit.formats.linked import Node, Say, Told
from app.models.words import Contribution, Role
from app.resources.linked.evidence import evidence
from app.resources.linked.figures import figures
from app.resources.linked.texts import mapped, names, texts, year
from app.resources.linked.things import linked, path, to, to_all, to_series, word

AS = {
    Contribution.ATTENDED: "attendee",
    Contribution.MESSAGE: "contributor",
    Contribution.LETTER: "contributor",
    Role.HOST: "organizer",
    Role.CO_HOST: "organizer",
}
"""The term for what is neither presented nor only said to support."""


def _appeared(item: Mapping[str, Any]) -> str:
    contribution = item.get("contribution")
    return "contributor" if contribution is None else AS.get(contribution, "performer")


def _partnered(item: Mapping[str, Any]) -> str:
    return AS.get(item.get("role"), "contributor")  # type: ignore[arg-type]


def _exhibited(_: Mapping[str, Any]) -> str:
    return "contributor"


def _at(term: Callable[[Mapping[str, Any]], str], collection: str) -> Say:
    """Say at which event the role was played: what points from the event to the role."""
    return lambda value, told: {f"{term(told.item)}At": told.page.iri(path(collection, value))}


def _called(value: str, _: Told) -> Node:
    return {"roleName": mapped(value, None)}


def person(_: Any, told: Told) -> Node:
    """Say who appeared, by what name, with the posts held then."""
    item = told.item
    iri = told.page.iri(path("people", item["person"])) if item.get("person") else f"{told.iri}#person"
    posts = [post(one, told) for one in item.get("positions") or ()]
    who = {"@id": iri, "@type": "Person", **names(item.get("name")), **({"affiliation": posts} if posts else {})}
    return {_appeared(item): who}


def post(position: Mapping[str, Any], told: Told) -> Node:
    """Return a post: its title is the name of the role, held in the year of the event and maybe in others."""
    fact = told.page.iri(path("facts", position["fact"]))
    title = names(position["title"])
    node: Node = {"@id": f"{fact}#post", "@type": "OrganizationRole", "subjectOf": fact}
    if "name" in title:
        node["roleName"] = title.pop("name")
    node |= title
    if position.get("organization"):
        organization = told.page.iri(path("organizations", position["organization"]))
        named = names(position.get("organization_name"))
        node["affiliation"] = {"@id": organization, "@type": "Organization", **named}
    held = position.get("year", told.item.get("year"))
    return {**node, **(year(held, told) if held else {})}


def organization(_: Any, told: Told) -> Node:
    """Say which organisation had the role, by what name."""
    item = told.item
    named = item.get("organization")
    iri = told.page.iri(path("organizations", named)) if named else f"{told.iri}#organization"
    return {_partnered(item): {"@id": iri, "@type": "Organization", **names(item.get("name"))}}


ROLE: dict[str, Say] = {
    "series": to_series("related"),
    "year": year,
    "status": word("status", "status"),
    "note": texts("note"),
    "facts": to_all("subjectOf"),
}
"""What the keys of any role say."""

APPEARANCE: dict[str, Say] = {
    **ROLE,
    "person": person,
    "name": person,
    "positions": person,
    "summit": _at(_appeared, "summits"),
    "sub_forum": _at(_appeared, "sub-forums"),
    "contribution": _called,
    "mode": word("additionalType", "contribution_mode"),
    "topic": texts("topic"),
    "evidence": evidence,
}
"""What the keys of an appearance say."""

PARTNER: dict[str, Say] = {
    **ROLE,
    "organization": organization,
    "name": organization,
    "summit": _at(_partnered, "summits"),
    "sub_forum": _at(_partnered, "sub-forums"),
    "role": _called,
    "evidence": evidence,
}
"""What the keys of a partner say."""

EXHIBITOR: dict[str, Say] = {
    **ROLE,
    "expo": _at(_exhibited, "activities"),
    "summit": to("related", "summits"),
    "kind": lambda value, told: {**_called("exhibitor", told), **word("additionalType", "exhibitor_kind")(value, told)},
    "scope": word("additionalType", "scope"),
    "name": names,
    "mode": word("additionalType", "event_mode"),
    "figures": figures,
}
"""What the keys of exhibitors say; a country or organisation named is the name of its role."""

SPEAKERS = linked("speakers", "Role", APPEARANCE)
ATTENDEES = linked("attendees", "Role", APPEARANCE)
PARTNERS = linked("partners", "Role", PARTNER)

"""Events, and what is made at them: how they were held, what they are part of, and what is only announced."""

from collections.abc import Mapping
from typing import Any

from app.kit.formats.linked import Node, Say, Told
from app.kit.formats.listing import Item
from app.models.words import ActivityKind, EventMode, OutcomeKind, Status
from app.resources.linked.figures import figures
from app.resources.linked.texts import mapped, names, on, texts, written, year
from app.resources.linked.things import entity, listless, path, to, to_all, to_series, word

ATTENDANCE = {
    EventMode.ON_SITE: "OfflineEventAttendanceMode",
    EventMode.ONLINE: "OnlineEventAttendanceMode",
    EventMode.HYBRID: "MixedEventAttendanceMode",
}

OUTCOMES = {
    OutcomeKind.REPORT: "Report",
    OutcomeKind.CASE_COLLECTION: "Collection",
    OutcomeKind.ACHIEVEMENT_RELEASE: "CreativeWork",
    OutcomeKind.INITIATIVE: "Project",
    OutcomeKind.PROGRAMME: "Project",
    OutcomeKind.INSTITUTION: "Organization",
}
"""What each kind of outcome is; schema.org has no type for an award or an honour."""

AWARDS = {OutcomeKind.AWARD, OutcomeKind.HONOUR}

HELD = {"summits", "sub-forums", "activities", "competitions"}
"""The lists of what is an event itself."""


def _held(value: str, told: Told) -> Node:
    """Say whether an event is reported or only announced; schema.org has a word for the latter alone."""
    scheduled = {"eventStatus": "EventScheduled"} if value == Status.PLANNED else {}
    return {**word("status", "status")(value, told), **scheduled}


def _within(value: str, told: Told) -> Node:
    """Say which summit an event is part of, unless it is that itself."""
    summit = told.page.iri(path("summits", value))
    return {} if summit == told.iri else {"superEvent": summit}


def _place(value: Mapping[str, Any], told: Told) -> Node:
    return {"location": {"@id": f"{told.iri}#place", "@type": "Place", **names(value)}}


def _theme(value: Mapping[str, Any], told: Told) -> Node:
    return {"about": {"@id": f"{told.iri}#theme", "@type": "Thing", **names(value)}}


def _printed(predicate: str) -> Say:
    """Say each of the words that are printed as a list as a claim, with the property that it states."""

    def say(value: Mapping[str, Any], told: Told) -> Node:
        return {"subjectOf": [_claim(predicate, one, told) for one in value["items"]]}

    return say


def _claim(predicate: str, one: Mapping[str, Any], told: Told) -> Node:
    page = told.page
    return {
        "@id": page.iri(path("facts", one["fact"])),
        "@type": "Claim",
        "predicate": page.iri(path("properties", predicate)),
        **({"text": mapped(one["text"], one["language"])} if "text" in one else {}),
    }


def _countries(value: Mapping[str, Any], told: Told) -> Node:
    """Say each country named as exhibiting as a claim that mentions it."""
    named = [
        (one, {"@id": told.page.iri(listless(one["id"])), "@type": "Place", **names(one["name"])})
        for one in value["items"]
    ]
    return {"subjectOf": [{**_claim("country", one, told), "mentions": place} for one, place in named]}


def _tracks(value: Mapping[str, Any], told: Told) -> Node:
    """Say each track as a term that the competition is about."""
    page = told.page
    return {
        "about": [
            {
                "@id": page.iri(listless(one["id"])),
                "@type": "DefinedTerm",
                **names(one["name"]),
                "subjectOf": page.iri(path("facts", one["fact"])),
            }
            for one in value["items"]
        ]
    }


def _recipients(value: Mapping[str, Any], told: Told) -> Node:
    """Say each recipient as a claim that mentions it; of what is awarded, not only announced, that it was won."""
    item = told.item
    won = item.get("kind") in AWARDS and item.get("status") == Status.REPORTED
    award = [written(text, one) for one, text in names(item.get("name")).get("name", {}).items()] if won else []
    claims = []
    for one in value["items"]:
        kind, name = one["recipient"]["type"], one["recipient"]["id"]
        receiver = {**entity(told.page, kind, name), "@type": kind.capitalize(), **({"award": award} if award else {})}
        claims.append({**_claim("recipients", one, told), "mentions": receiver})
    return {"subjectOf": claims}


def _day_of(value: str, told: Told) -> Node:
    """Say what a dated event is the day of, unless it is that itself."""
    return {} if value in HELD else {"about": told.page.iri(path(value, told.item["id"]))}


MADE: dict[str, Say] = {
    "name": names,
    "year": year,
    "note": texts("note"),
    "figures": figures,
    "facts": to_all("subjectOf"),
}
"""What keys say of anything held or brought forth."""

EVENT: dict[str, Say] = {
    **MADE,
    "series": to_series("superEvent"),
    "summit": _within,
    "status": _held,
    "starts_on": on("startDate"),
    "ends_on": on("endDate"),
    "held_on": on("startDate"),
    "place": _place,
    "mode": lambda value, _: {"eventAttendanceMode": ATTENDANCE[value]},
    "theme": _theme,
}
"""What the keys of an event say."""

ACTIVITY: dict[str, Say] = {
    **EVENT,
    "kind": word("additionalType", "activity_kind"),
    "sections": _printed("sections"),
    "exhibits": _printed("exhibits"),
    "countries": _countries,
}
"""What the keys of an activity say."""

COMPETITION: dict[str, Say] = {**EVENT, "tracks": _tracks}
"""What the keys of a competition say."""

OUTCOME: dict[str, Say] = {
    **MADE,
    "series": to_series("related"),
    "summit": to("related", "summits"),
    "status": word("status", "status"),
    "kind": word("additionalType", "outcome_kind"),
    "recipients": _recipients,
}
"""What the keys of an outcome say."""

DATED: dict[str, Say] = {
    **{name: EVENT[name] for name in ("year", "series", "summit", "status", "starts_on", "ends_on")},
    "name": lambda value, told: names(value) if told.item.get("collection") in HELD else {},
    "collection": _day_of,
    "facts": lambda value, told: to_all("subjectOf")({"dates": value}, told),
}
"""What the keys of a dated event say."""


def activity(item: Item) -> str:
    """Return the type of an activity."""
    return "ExhibitionEvent" if item.get("kind") == ActivityKind.EXPO else "Event"


def outcome(item: Item) -> str:
    """Return the type of an outcome: a thing, where there is none that says more or its kind is left out."""
    return OUTCOMES.get(item.get("kind"), "Thing")  # type: ignore[arg-type]


def day(item: Item) -> str:
    """Return the path of a dated event: its own if it is one of those held, else that of the day of something else."""
    collection = item.get("collection")
    if collection is None:
        return listless(item["id"])
    return path(collection, item["id"]) + ("" if collection in HELD else "#day")

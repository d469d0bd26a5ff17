"""What searches look at: names and other texts, folded, one a line."""

from collections import defaultdict

from app.models.text import fold
from app.models.words import EntityType, Rank
from seed.dataset import Dataset, Entity

SHOWN_BY = {
    EntityType.APPEARANCE: ("person",),
    EntityType.PARTNER: ("organization",),
    EntityType.EXHIBITOR: ("country", "organization"),
}
"""Entities without a name of their own are found by the names of what they point to."""


def lines(*texts: str | None) -> str:
    """Return folded texts, each between line ends, so that a whole name can be told from a part of one."""
    found = dict.fromkeys(fold(text) for text in texts if text)
    return "".join(f"\n{text}" for text in found) + "\n" if found else ""


def names_by_entity(dataset: Dataset) -> dict[str, list[str]]:
    """Return every name and alias, printed or ours, by entity."""
    names: dict[str, list[str]] = defaultdict(list)
    for fact in dataset.facts:
        if fact.statement.property in {"name", "aliases"} and fact.statement.rank is not Rank.DEPRECATED:
            names[fact.subject.id].append(str(fact.statement.value))
    for entity in dataset.entities.values():
        names[entity.id] += entity.ours.values()
    return {entity: sorted(found) for entity, found in names.items()}


def searchable(entity: Entity, names: dict[str, list[str]]) -> str:
    """Return the text that `q` searches for one entity."""
    shown = [entity.row[column] for column in SHOWN_BY.get(entity.type, ()) if column in entity.row]
    return lines(*(name for shower in (shown or [entity.id]) for name in names.get(shower, [])))


def within(entity: Entity, dataset: Dataset, names: dict[str, list[str]]) -> str:
    """Return the names and ids of a place and of all places it lies in, as far as documents say so."""
    lies_in = {
        fact.subject.id: str(fact.statement.value)
        for fact in dataset.facts
        if fact.statement.property == "located_in" and fact.best
    }
    found: list[str] = []
    place: str | None = entity.id
    while place is not None and place not in found:
        found.append(place)
        place = lies_in.get(place)
    return lines(*(name for place in found for name in (place, *names.get(place, []))))

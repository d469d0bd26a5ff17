"""Facts become rows: each typed column is filled from the best fact of its property."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlmodel import SQLModel

from app import models
from app.models.source import source
from app.models.text import fold
from app.models.vocabulary import VOCABULARY
from app.models.words import EntityType, Language, Rank, Scope, ValueType
from seed.dataset import Dataset, Entity, FactRecord
from seed.search import names_by_entity, searchable, within

Row = dict[str, Any]
Rows = dict[str, list[Row]]
Streams = Mapping[str, Iterable[Row]]
"""Rows by table name, read once each; they need not fit into memory, and may come in any order."""

TABLE_OF: dict[EntityType, type[SQLModel]] = {
    EntityType.SERIES: models.Series,
    EntityType.PLACE: models.Place,
    EntityType.PERSON: models.Person,
    EntityType.ORGANIZATION: models.Organization,
    EntityType.SUMMIT: models.Summit,
    EntityType.SUB_FORUM: models.SubForum,
    EntityType.ACTIVITY: models.Activity,
    EntityType.EXHIBITOR: models.Exhibitor,
    EntityType.COMPETITION: models.Competition,
    EntityType.TRACK: models.Track,
    EntityType.APPEARANCE: models.Appearance,
    EntityType.PARTNER: models.Partner,
    EntityType.OUTCOME: models.Outcome,
}
INHERITED = ("summit", "series", "year")
"""Columns that an entity may have from what it belongs to, without a fact of its own."""


def entity_rows(dataset: Dataset) -> Rows:
    """Return the rows of every table that holds entities, by table name."""
    facts: dict[str, list[FactRecord]] = defaultdict(list)
    for fact in sorted(dataset.facts, key=FactRecord.order):
        if fact.statement.rank is not Rank.DEPRECATED:
            facts[fact.subject.id].append(fact)
    printed = {
        (fact.statement.language, fold(str(fact.statement.value)))
        for fact in dataset.facts
        if fact.statement.property in {"name", "aliases"} and fact.statement.rank is not Rank.DEPRECATED
    }
    names = names_by_entity(dataset)
    rows: Rows = defaultdict(list)
    for entity in dataset.entities.values():
        if entity.type is not EntityType.DOCUMENT:
            table = TABLE_OF[entity.type]
            row = _row(table, entity, facts[entity.id], printed)
            if "search" in table.model_fields:
                row["search"] = searchable(entity, names)
            if "within" in table.model_fields:
                row["within"] = within(entity, dataset, names)
            rows[str(table.__tablename__)].append(row)
    return rows


def _row(
    table: type[SQLModel], entity: Entity, facts: list[FactRecord], printed: set[tuple[Language | None, str]]
) -> Row:
    row: Row = {"id": entity.id}
    for column in table.model_fields:
        origin = None if column == "id" else source(column)
        if origin is not None:
            scope = origin.scope or Scope(entity.row.get("scope", Scope.ALL))
            row[column] = first(facts, origin.property, origin.language, scope, origin.slug)
    for column in INHERITED:
        if column in table.model_fields:
            row[column] = getattr(entity, column)
    if "status" in table.model_fields:
        row["status"] = str(entity.status)
    if "note_en" in table.model_fields:
        note = entity.note or {}
        row |= {f"note_{language}": note.get(language) for language in Language}
    if "name_en" in table.model_fields:
        row |= _names(entity, row, printed)
    return row


def _names(entity: Entity, row: Row, printed: set[tuple[Language | None, str]]) -> Row:
    """Fill the missing name with ours; it counts as translated only if no document prints it."""
    found: Row = {"name_translated": None}
    for language, ours in entity.ours.items():
        if row[f"name_{language}"] is None:
            found[f"name_{language}"] = ours
            if (language, fold(ours)) not in printed:
                found["name_translated"] = str(language)
    return found


def first(
    facts: Iterable[FactRecord], name: str, language: Language | None, scope: Scope, slug: str | None
) -> int | float | str | None:
    """Return the value of the best fact, `facts` being in their order."""
    for fact in facts:
        said = fact.statement
        scoped = VOCABULARY[name].value is not ValueType.NUMBER or said.scope is scope
        if scoped and (said.property, said.slug, said.language) == (name, slug, language):
            return said.value
    return None

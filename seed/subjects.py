"""Subjects: one row for everything that facts are about, so that any id can be named and dated."""

from collections.abc import Mapping

from app.models.words import Contribution, EntityType, Language
from seed.columns import TABLE_OF, Row, Rows
from seed.dataset import Dataset, Entity, FactRecord

COLLECTIONS = {
    EntityType.ACTIVITY: "activities",
    EntityType.APPEARANCE: "speakers",
    EntityType.COMPETITION: "competitions",
    EntityType.DOCUMENT: "documents",
    EntityType.EXHIBITOR: "exhibitors",
    EntityType.ORGANIZATION: "organizations",
    EntityType.OUTCOME: "outcomes",
    EntityType.PARTNER: "partners",
    EntityType.PERSON: "people",
    EntityType.SUB_FORUM: "sub-forums",
    EntityType.SUMMIT: "summits",
}
"""The list of the API that shows each type; series, places and tracks have none of their own."""

NAMED_AFTER = ("person", "organization", "country", "expo")
"""Columns that point to what names a row without a name of its own."""

FIRST_DAYS = ("starts_on", "held_on", "delivered_on", "year")
"""Properties that date a thing by itself, the most precise first."""


def subject_rows(dataset: Dataset, rows: Rows) -> list[Row]:
    """Return a row for every entity; `rows` holds those of the other tables."""
    tables = [*(str(table.__tablename__) for table in TABLE_OF.values()), "document"]
    known = {row["id"]: row for table in tables for row in rows[table]}
    stated: dict[str, dict[str, str]] = {}
    for fact in sorted(dataset.facts, key=FactRecord.order):
        if fact.best and fact.statement.property in {*FIRST_DAYS, "ends_on"}:
            stated.setdefault(fact.subject.id, {}).setdefault(fact.statement.property, str(fact.statement.value))
    return [_subject(dataset.entities[name], known, stated.get(name, {})) for name in sorted(known)]


def _subject(entity: Entity, known: Mapping[str, Row], stated: Mapping[str, str]) -> Row:
    row = known[entity.id]
    collection = COLLECTIONS.get(entity.type)
    if row.get("contribution") == Contribution.ATTENDED:
        collection = "attendees"
    return {
        "id": entity.id,
        "type": str(entity.type),
        "collection": collection,
        "scope": row.get("scope"),
        **_setting(entity, row, known),
        "summit": entity.summit,
        "series": entity.series,
        "year": entity.year,
        "status": row.get("status"),
        "starts_on": next((stated[name] for name in FIRST_DAYS if name in stated), None),
        "ends_on": stated.get("ends_on"),
        "search": row.get("search", ""),
        **_name(row, known),
    }


def _setting(entity: Entity, row: Row, known: Mapping[str, Row]) -> Row:
    """Name what an entity belongs to; a summit, and what belongs to none, has no setting."""
    belongs = row.get("sub_forum") or (entity.summit if entity.summit != entity.id else None)
    names = known[belongs] if belongs else {}
    return {f"setting_{language}": names.get(f"name_{language}") for language in Language}


def _name(row: Row, known: Mapping[str, Row]) -> Row:
    if "label_en" in row:
        return {f"name_{language}": row[f"label_{language}"] for language in Language} | {"name_translated": None}
    while "name_en" not in row:
        row = known[next(row[column] for column in NAMED_AFTER if row.get(column) is not None)]
    return {name: row[name] for name in ("name_en", "name_zh", "name_translated")}

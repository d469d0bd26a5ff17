"""Merges data files: one entity over all of them, one fact where documents agree, two where they differ."""

from collections import defaultdict
from dataclasses import replace

from app.models.text import fold
from app.models.vocabulary import VOCABULARY
from app.models.words import EntityType, Rank, Status, ValueType, YearBasis
from seed.dataset import Dataset, Entity, FactRecord, Group, Quote
from seed.problem import Problems
from seed.records import EntityRecord, File, Statement
from seed.spans import Spans

PARENTS = {
    EntityType.EXHIBITOR: "expo",
    EntityType.TRACK: "competition",
}
"""The column that ties an entity to its summit, where it is not `summit` itself."""

REQUIRED = {
    EntityType.SUMMIT: ("series", "year"),
    EntityType.SUB_FORUM: ("summit",),
    EntityType.ACTIVITY: ("kind",),
    EntityType.EXHIBITOR: ("expo", "kind"),
    EntityType.COMPETITION: ("summit",),
    EntityType.TRACK: ("competition",),
    EntityType.APPEARANCE: ("person", "summit", "contribution"),
    EntityType.PARTNER: ("organization", "summit", "role"),
    EntityType.OUTCOME: ("summit", "kind"),
    EntityType.PLACE: ("kind",),
}
UNNAMED = {EntityType.EXHIBITOR, EntityType.APPEARANCE, EntityType.PARTNER, EntityType.DOCUMENT}


def merge(files: list[File], spans: dict[str, Spans]) -> Dataset:
    """Merge data files, in the order of their ids. Raises Refused with everything that does not fit together."""
    problems = Problems()
    files = sorted(files, key=lambda file: file.document)
    entities = _entities(files, problems)
    _references(entities, files, problems)
    problems.refuse()
    for entity in entities.values():
        _place_in_time(entity, entities, problems)
    problems.refuse()
    facts = _facts(files, spans, entities, problems)
    _compete(facts, problems)
    problems.refuse()
    return Dataset(files, spans, entities, facts)


def _entities(files: list[File], problems: Problems) -> dict[str, Entity]:
    entities: dict[str, Entity] = {}
    for file in files:
        for record in file.entities:
            entity = entities.setdefault(record.id, Entity(record.type, record.id, record.mark))
            if entity.type is not record.type or (record.type is EntityType.DOCUMENT and entity.mark != record.mark):
                problems.add(
                    record.mark,
                    f"{record.id} is the id of a {entity.type} at {entity.mark}; ids are unique over all tables",
                )
            elif record.id in VOCABULARY:
                problems.add(record.mark, f"{record.id} is the name of a property, so it cannot be an id")
            else:
                _join(entity, record, problems)
    for entity in entities.values():
        missing = [name for name in REQUIRED.get(entity.type, ()) if name not in entity.row]
        if missing:
            problems.add(entity.mark, f"the row of {entity.type} {entity.id} lacks {', '.join(missing)}")
    return entities


def _join(entity: Entity, record: EntityRecord, problems: Problems) -> None:
    for statement in record.statements:
        if statement.row and statement.key != "record":
            value = str(statement.value)
            if entity.row.setdefault(statement.property, value) != value:
                other = entity.marks[statement.property]
                problems.add(
                    statement.mark,
                    f"{entity.id}.{statement.property} differs from {other}; a row stated twice must be equal",
                )
            entity.marks.setdefault(statement.property, statement.mark)
    entity.statuses.add(record.status or Status.REPORTED)
    for language, name in record.ours.items():
        if entity.ours.setdefault(language, name) != name:
            problems.add(record.mark, f"{entity.id} has another name.{language} of ours elsewhere; keep one")
    if record.note and entity.note and record.note != entity.note:
        problems.add(record.mark, f"{entity.id} has another note elsewhere; keep one")
    entity.note = entity.note or record.note


def _references(entities: dict[str, Entity], files: list[File], problems: Problems) -> None:
    named = {
        record.id
        for file in files
        for record in file.entities
        for statement in record.statements
        if statement.property == "name" and statement.rank is not Rank.DEPRECATED
    }
    for entity in entities.values():
        if entity.type not in UNNAMED and entity.id not in named:
            problems.add(entity.mark, f"{entity.type} {entity.id} has no printed name; state name.en or name.zh")
    for file in files:
        for record in file.entities:
            for statement in record.statements:
                for target in (_target(statement), statement.organization, statement.summit, statement.series):
                    if target is not None:
                        _reference(target, statement, entities, problems)


def _target(statement: Statement) -> str | None:
    return str(statement.value) if VOCABULARY[statement.property].value is ValueType.ENTITY else None


def _reference(target: str, statement: Statement, entities: dict[str, Entity], problems: Problems) -> None:
    if target == statement.summit:
        allowed: tuple[EntityType, ...] = (EntityType.SUMMIT,)
    elif target == statement.series:
        allowed = (EntityType.SERIES,)
    else:
        allowed = VOCABULARY[statement.property].targets
    found = entities.get(target)
    if found is None or found.type not in allowed:
        ids = sorted(entity.id for entity in entities.values() if entity.type in allowed)
        near = [name for name in ids if name[:4] == target[:4]] or ids
        problems.add(
            statement.mark, f"{target} is no {' or '.join(allowed)}; known, for example: {', '.join(near[:12])}"
        )


def _place_in_time(entity: Entity, entities: dict[str, Entity], problems: Problems) -> None:
    if entity.type is EntityType.SUMMIT:
        entity.summit = entity.id
    parent = entity.row.get(PARENTS.get(entity.type, "summit"))
    if parent is not None:
        origin = entities[parent]
        if origin.type is not EntityType.SUMMIT and origin.year is None:
            _place_in_time(origin, entities, problems)
        entity.summit = origin.id if origin.type is EntityType.SUMMIT else origin.summit
        entity.series = origin.row.get("series") or origin.series
        entity.year = int(origin.row["year"][:4]) if "year" in origin.row else origin.year
    entity.series = entity.row.get("series", entity.series)
    if "year" in entity.row:
        entity.year = int(entity.row["year"][:4])
    dated = entity.type in REQUIRED and entity.type is not EntityType.PLACE
    if dated and entity.year is None:
        problems.add(entity.mark, f"{entity.type} {entity.id} has no year; its row needs a summit or a year")


def _facts(
    files: list[File], spans: dict[str, Spans], entities: dict[str, Entity], problems: Problems
) -> list[FactRecord]:
    facts: dict[str, FactRecord] = {}
    for file in files:
        for record in file.entities:
            for statement in record.statements:
                quotes = _quotes(f"{record.id}.{statement.key}", statement, spans[file.document], problems)
                fact = _fact(record, statement, quotes, entities[record.id])
                dated = (
                    VOCABULARY[statement.property].value is ValueType.DATE and record.type is not EntityType.DOCUMENT
                )
                if dated and fact.year is not None and not str(statement.value).startswith(str(fact.year)):
                    problems.add(statement.mark, f"{fact.id} is of {statement.value}, its event of {fact.year}")
                if fact.year is None and VOCABULARY[statement.property].value is ValueType.NUMBER:
                    problems.add(statement.mark, f"{fact.id} needs a year: a {record.type} has none of its own")
                known = facts.setdefault(fact.id, fact)
                if known is not fact:
                    _agree(known, fact, problems)
    return list(facts.values())


def _fact(record: EntityRecord, said: Statement, quotes: list[Quote], subject: Entity) -> FactRecord:
    return FactRecord(
        f"{record.id}.{said.key}",
        subject,
        said,
        subject.status if said.row else said.status or record.status or Status.REPORTED,
        said.year or subject.year,
        said.year_basis or record.year_basis or YearBasis.STATED,
        said.summit or subject.summit,
        said.series or subject.series,
        quotes,
    )


def _quotes(identity: str, said: Statement, spans: Spans, problems: Problems) -> list[Quote]:
    places = spans.of.get(identity, ())
    if [end - start for start, end in places] != [len(phrase.surface) for phrase in said.phrases]:
        problems.add(
            said.mark, f"{spans.document}.spans does not fit {identity}; run `python -m seed spans --documents DIR`"
        )
    pairs = zip(said.phrases, places, strict=False)
    return [Quote(spans.document, start, end, phrase.surface) for phrase, (start, end) in pairs]


def _agree(known: FactRecord, other: FactRecord, problems: Problems) -> None:
    """Two documents state the same fact: its evidence grows."""
    if _value(known) != _value(other):
        first, second = known.statement, other.statement
        problems.add(
            second.mark,
            f"{known.id} differs from {first.mark}; add ~word to its key,"
            " and rank one preferred, with a reason, if a choice can be made",
        )
        return
    if {quote.document for quote in known.evidence} & {quote.document for quote in other.evidence}:
        problems.add(other.statement.mark, f"{known.id} stands twice for one document, first at {known.statement.mark}")
    known.evidence += other.evidence
    if other.year_basis is YearBasis.STATED:
        known.year_basis = YearBasis.STATED
    if known.statement.note and other.statement.note and known.statement.note != other.statement.note:
        problems.add(other.statement.mark, f"{known.id} has another note at {known.statement.mark}; keep one")
    if known.statement.note is None:
        known.statement = replace(known.statement, note=other.statement.note)


def _value(fact: FactRecord) -> Group:
    said = fact.statement
    value = fold(said.value) if isinstance(said.value, str) else said.value
    more = (fact.year, said.basis, said.rank) if said.property != "record" else ()
    return (
        *fact.group(),
        said.bound,
        said.unit,
        None if said.property == "record" else value,
        said.organization,
        *more,
    )


def _compete(facts: list[FactRecord], problems: Problems) -> None:
    """Rank the facts of each subject and mark the best of each group; refuse two preferred, or one fact told twice."""
    groups: dict[Group, list[FactRecord]] = defaultdict(list)
    for fact in facts:
        groups[fact.group()].append(fact)
    by_subject: dict[str, int] = defaultdict(int)
    for fact in sorted(facts, key=FactRecord.order):
        by_subject[fact.subject.id] += 1
        fact.standing = by_subject[fact.subject.id]
    for group in groups.values():
        ranked = sorted(group, key=FactRecord.order)
        ranked[0].best = ranked[0].statement.rank is not Rank.DEPRECATED
        preferred = [fact for fact in ranked if fact.statement.rank is Rank.PREFERRED]
        for fact in preferred[1:]:
            problems.add(
                fact.statement.mark, f"{fact.id} and {preferred[0].id} are both preferred; rank at most one so"
            )
        told: dict[Group, FactRecord] = {}
        for fact in ranked:
            first = told.setdefault(_value(fact), fact)
            if first is not fact:
                advice = "give it the same key, so that it adds evidence"
                problems.add(fact.statement.mark, f"{fact.id} says the same as {first.id}; {advice}")

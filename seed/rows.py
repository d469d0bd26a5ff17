"""The whole dataset as rows of every table."""

from collections import defaultdict
from typing import Any

from app.models.vocabulary import VOCABULARY
from app.models.words import EntityType, Language, Rank, ValueType
from seed.columns import Row, Rows, entity_rows
from seed.dataset import Dataset, FactRecord
from seed.entries import entry_rows, name_rows
from seed.search import lines
from seed.subjects import subject_rows

LASTING = {EntityType.PERSON, EntityType.ORGANIZATION, EntityType.DOCUMENT}
"""What outlives a year, so that its years come from the facts that name it."""


def all_rows(dataset: Dataset) -> Rows:
    """Return the rows of every table but `release`, by table name."""
    facts = sorted(dataset.facts, key=lambda fact: fact.id)
    rows = entity_rows(dataset)
    rows["property"] = [_property(name) for name in sorted(VOCABULARY)]
    rows["document"] = _documents(dataset)
    rows["fact"] = [_fact(fact, dataset) for fact in facts]
    rows["evidence"] = [
        {
            "fact": fact.id,
            "ordinal": ordinal,
            "document": quote.document,
            "start": quote.start,
            "end": quote.end,
            "surface": quote.surface,
        }
        for fact in facts
        for ordinal, quote in enumerate(fact.evidence, start=1)
    ]
    rows["position"] = _positions(facts)
    rows["entity_year"] = _years(facts, dataset)
    rows["subject"] = subject_rows(dataset, rows)
    rows["search_entry"] = entry_rows(dataset, rows)
    rows["search_name"] = name_rows(rows["search_entry"])
    return rows


def _property(name: str) -> Row:
    term = VOCABULARY[name]
    return {
        "id": name,
        "subjects": [str(subject) for subject in term.subjects],
        "value_type": str(term.value),
        "units": list(term.units),
        "scopes": [str(scope) for scope in term.scopes],
        "label_en": term.en,
        "label_zh": term.zh,
        "search": lines(name, term.en, term.zh),
    }


def _documents(dataset: Dataset) -> list[Row]:
    stated: dict[str, Row] = defaultdict(dict)
    for fact in dataset.facts:
        if fact.subject.type is EntityType.DOCUMENT and fact.best and fact.statement.slug is None:
            stated[fact.subject.id][fact.statement.property] = fact.statement.value
    rows = []
    for file in dataset.files:
        row = {column: stated[file.document].get(column) for column in ("title", "publisher", "published_on", "url")}
        row |= {"id": file.document, "language": str(file.language)}
        row |= {"sha256": dataset.spans[file.document].sha256, "length": dataset.spans[file.document].length}
        row |= {f"label_{language}": file.label[language] for language in Language}
        row["search"] = lines(row["title"], row["publisher"], *file.label.values())
        rows.append(row)
    return rows


def _fact(fact: FactRecord, dataset: Dataset) -> Row:
    said = fact.statement
    term = VOCABULARY[said.property]
    pointed = _pointed(fact)
    note = said.note or {}
    text = str(said.value) if term.value in {ValueType.TEXT, ValueType.DATE} else None
    return {
        "id": fact.id,
        "subject_type": str(fact.subject.type),
        "subject_id": fact.subject.id,
        "property": said.property,
        "slug": said.slug,
        "summit": fact.summit,
        "series": fact.series,
        "year": fact.year,
        "year_basis": str(fact.year_basis),
        "value_type": str(term.value),
        "number": said.value if term.value is ValueType.NUMBER else None,
        "text": text,
        "language": _word(said.language),
        "object_type": str(dataset.entities[pointed].type) if pointed else None,
        "object_id": pointed,
        "bound": _word(said.bound),
        "unit": said.unit,
        "scope": _word(said.scope),
        "period": said.period,
        "period_role": _word(said.period_role),
        "status": str(fact.status),
        "basis": str(said.basis),
        "rank": str(said.rank),
        "rank_reason": said.rank_reason,
        "best": fact.best,
        "standing": fact.standing,
        "note_en": note.get(Language.EN),
        "note_zh": note.get(Language.ZH),
        "search": lines(text, term.en, term.zh),
        "proof": 1,
    }


def _pointed(fact: FactRecord) -> str | None:
    entity = VOCABULARY[fact.statement.property].value is ValueType.ENTITY
    return str(fact.statement.value) if entity else fact.statement.organization


def _word(word: Any) -> str | None:
    return None if word is None else str(word)


def _positions(facts: list[FactRecord]) -> list[Row]:
    """Join the titles of one post in both languages; posts stand in printed order, an affiliation is one untitled."""
    posts: dict[tuple[str, str], list[FactRecord]] = defaultdict(list)
    for fact in facts:
        if fact.statement.property in {"position", "affiliation"} and fact.best:
            posts[fact.subject.id, fact.statement.slug or "affiliation"].append(fact)
    by_appearance: dict[str, list[Row]] = defaultdict(list)
    for (appearance, slug), found in posts.items():
        found.sort(key=FactRecord.order)
        row: Row = {"appearance": appearance, "slug": slug, "fact": found[0].id, "title_en": None, "title_zh": None}
        row["organization"] = next((place for fact in found if (place := _pointed(fact))), None)
        for fact in reversed(found):
            if fact.statement.language:
                row[f"title_{fact.statement.language}"] = str(fact.statement.value)
        row["ordinal"] = found[0].evidence[0].start
        by_appearance[appearance].append(row)
    rows = []
    for group in by_appearance.values():
        group.sort(key=lambda row: (row["ordinal"], row["slug"]))
        rows += [row | {"ordinal": ordinal} for ordinal, row in enumerate(group, start=1)]
    return rows


def _years(facts: list[FactRecord], dataset: Dataset) -> list[Row]:
    years: set[tuple[str, int]] = set()
    for fact in facts:
        if fact.year is None or fact.statement.rank is Rank.DEPRECATED:
            continue
        said = fact.statement
        named = {fact.subject.id, _pointed(fact)}
        lasting = {name for name in named if name in dataset.entities and dataset.entities[name].type in LASTING}
        lasting |= {quote.document for quote in fact.evidence} | {said.property}
        years |= {(name, fact.year) for name in lasting}
    return [{"entity": entity, "year": year} for entity, year in sorted(years)]

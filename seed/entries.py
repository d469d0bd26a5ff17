"""What searches look at: every text by which something may be found, with its standing among all texts."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from app.models.search import LONGEST, SearchField, SearchType
from app.models.tokens import tokens, words, years_marked
from app.models.vocabulary import VOCABULARY
from app.models.words import EntityType, Language, Rank, ValueType
from seed.columns import Row, Rows
from seed.dataset import Dataset, FactRecord
from seed.subjects import NAMED_AFTER

FIELDS = {
    "name": SearchField.NAME,
    "aliases": SearchField.ALIAS,
    "title": SearchField.TITLE,
    "position": SearchField.TITLE,
    "role": SearchField.ROLE,
    "contribution": SearchField.ROLE,
    "theme": SearchField.THEME,
    "topic": SearchField.TOPIC,
    "topics": SearchField.TOPIC,
}
"""The field that a property is shown as; all other words of the documents are `text`."""

SILENT = ("record", "url")
"""Properties whose values nobody searches for."""

NAMELESS = {EntityType.APPEARANCE, EntityType.PARTNER, EntityType.EXHIBITOR}
"""What is named after something else."""

LISTLESS = {
    EntityType.PLACE: SearchType.PLACES,
    EntityType.SERIES: SearchType.SERIES,
    EntityType.TRACK: SearchType.TRACKS,
}
"""What the API has no list of."""

WEIGHTS = {
    SearchField.NAME: 0,
    SearchField.ALIAS: 1,
    SearchField.PERSON: 2,
    SearchField.ORGANIZATION: 2,
    SearchField.COUNTRY: 2,
    SearchField.EXPO: 2,
    SearchField.TITLE: 3,
    SearchField.ROLE: 3,
    SearchField.THEME: 3,
    SearchField.TOPIC: 3,
    SearchField.LABEL: 4,
    SearchField.TEXT: 5,
}
"""Which field goes before which; the labels of properties go last."""

LAST = 6
"""Weight of those labels."""


@dataclass(frozen=True)
class Text:
    """One text, and the fact that proves it; `fact` is None where the text is ours."""

    field: SearchField
    text: str
    language: Language | None = None
    fact: str | None = None

    def named(self, field: SearchField) -> "Text":
        """Return the same text as a field of something else."""
        return Text(field, self.text, self.language, self.fact)


def entry_rows(dataset: Dataset, rows: Rows) -> list[Row]:
    """Return a row for every text; `rows` holds those of the other tables."""
    texts = _texts(dataset)
    years = _years(dataset)
    found: dict[int, Row] = {}
    for subject in rows["subject"]:
        type_ = EntityType(subject["type"])
        kind = SearchType(subject["collection"] or LISTLESS[type_])
        when = [subject["year"]] if subject["year"] is not None else sorted(years[subject["id"]])
        series = subject["id"] if type_ is EntityType.SERIES else subject["series"]
        for text in dict.fromkeys([*texts[subject["id"]], *_shown_by(dataset, subject["id"], texts)]):
            _add(found, entry(kind, subject["id"], text, when, series))
    for row in rows["property"]:
        when = sorted(years[row["id"]])
        for language in Language:
            label = Text(SearchField.LABEL, row[f"label_{language}"], language)
            _add(found, entry(SearchType.PROPERTIES, row["id"], label, when, None))
    return [found[standing] for standing in sorted(found)]


def name_rows(entries: list[Row]) -> list[Row]:
    """Return the beginnings of every name and alias: from each of its words on, with its type and without."""
    found: dict[tuple[str, int], Row] = {}
    for row in entries:
        if row["field"] in {SearchField.NAME, SearchField.ALIAS}:
            of = words(row["text"])
            for start in range(len(of)):
                typed = " ".join(of[start:])[:LONGEST]
                for key in (typed, f"{row['type']}:{typed}"):
                    found.setdefault((key, row["id"]), {"key": key, "entry": row["id"], "start": start})
    return list(found.values())


def entry(kind: SearchType, subject: str, text: Text, years: list[int], series: str | None) -> Row:
    """Return the row of one text.

    Its standing is made of its weight, its newest year, and a hash of itself: it stays what it is when others come.
    """
    weight = LAST if kind is SearchType.PROPERTIES else WEIGHTS[text.field]
    age = 9999 - max(years, default=0)
    told = "\0".join(map(str, (kind, subject, text.field, text.text, text.language, text.fact)))
    digest = int.from_bytes(hashlib.blake2b(told.encode(), digest_size=5).digest())
    marks = [f"type:{kind}", *years_marked(years), *([f"series:{series}"] if series else [])]
    return {
        "id": (weight << 54) + (age << 40) + digest,
        "type": str(kind),
        "subject": subject,
        "field": str(text.field),
        "text": text.text,
        "language": text.language and str(text.language),
        "fact": text.fact,
        "years": years,
        "tokens": tokens(words(text.text), marks),
    }


def _add(found: dict[int, Row], row: Row) -> None:
    while row["id"] in found:
        row["id"] += 1
    found[row["id"]] = row


def _texts(dataset: Dataset) -> dict[str, list[Text]]:
    """Return the texts of each entity itself, what documents print before what is ours."""
    found: dict[str, list[Text]] = defaultdict(list)
    for fact in sorted(dataset.facts, key=FactRecord.order):
        said, term = fact.statement, VOCABULARY[fact.statement.property]
        told = term.value is ValueType.TEXT and said.property not in SILENT
        if told and said.rank is not Rank.DEPRECATED and (not term.closed or said.property in FIELDS):
            field = FIELDS.get(said.property, SearchField.TEXT)
            found[fact.subject.id].append(Text(field, str(said.value), said.language, fact.id))
    for entity in dataset.entities.values():
        printed = {tuple(words(text.text)) for text in found[entity.id] if text.field is SearchField.NAME}
        ours = (Text(SearchField.NAME, name, language) for language, name in entity.ours.items())
        found[entity.id] += [text for text in ours if tuple(words(text.text)) not in printed]
    for file in dataset.files:
        found[file.document] += [Text(SearchField.LABEL, label, language) for language, label in file.label.items()]
    return found


def _shown_by(dataset: Dataset, name: str, texts: dict[str, list[Text]]) -> Iterator[Text]:
    """Return the names of what an entity is named after, if it has no name of its own."""
    entity = dataset.entities[name]
    if entity.type in NAMELESS:
        for column in NAMED_AFTER:
            for text in texts[entity.row[column]] if column in entity.row else ():
                if text.field in {SearchField.NAME, SearchField.ALIAS}:
                    yield text.named(SearchField(column))


def _years(dataset: Dataset) -> dict[str, set[int]]:
    """Return the years of all facts that name an entity, a document or a property."""
    years: dict[str, set[int]] = defaultdict(set)
    for fact in dataset.facts:
        said = fact.statement
        if fact.year is not None and said.rank is not Rank.DEPRECATED:
            pointed = str(said.value) if VOCABULARY[said.property].value is ValueType.ENTITY else said.organization
            documents = {quote.document for quote in fact.evidence}
            for name in {fact.subject.id, said.property, *documents, *([pointed] if pointed else [])}:
                years[name].add(fact.year)
    return years

"""How a fact is cited: what it says with its hedge, who said so, and a link that stays with the release cited."""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, Field

from app.kit.resource import Item
from app.kit.rows.prepared import Row
from app.kit.rows.snapshot import Snapshot
from app.models.vocabulary import VOCABULARY
from app.models.words import Language, Scope, ValueType
from app.reasoning.phrases import PERIODS, SCOPES, cautions
from app.reasoning.units import UNITS
from app.resources.labels import CLOSED
from app.resources.punctuation import CHINESE, ENGLISH, Wording, quoted
from app.resources.quantity import display_of

UNDATED = "undated"
"""The word of a label that tells already that no date is printed."""


class Cite(BaseModel):
    """A citation that reads alone, in both languages."""

    en: str = Field(
        examples=[
            "2023 World Internet Conference Wuzhen Summit, guests: more than 1,800 people (no restriction stated). …"
        ]
    )
    zh: str = Field(examples=["2023年世界互联网大会乌镇峰会，嘉宾：超过1,800人（未注明范围）。……"])
    link: str = Field(
        description="Answers this fact as it is in this release, whatever later ones say.",
        examples=["/v1/releases/1b0e986f88d1964f/facts/wuzhen-2023.guests"],
    )


def cite_of(row: Row, evidence: Sequence[Row], snapshot: Snapshot) -> Item:
    """Return the citation of a fact in the release of the snapshot, as JSON values.

    `row` is a fact with the names of its subject, summit and object, `evidence` its pieces with their documents.
    """
    link = f"{snapshot.base}/v1/releases/{snapshot.release}/facts/{row.id}"
    documents = list({piece.document: piece for piece in evidence}.values())

    def cited(words: Wording) -> str:
        claim = words.claim.format(_subject(row, words), _label(row, words), _value(row, words))
        sources = words.semicolon.join(_source(document, words) for document in documents)
        return words.citation.format(words.closed(claim), words.closed(sources), snapshot.release, link)

    return {"en": cited(ENGLISH), "zh": cited(CHINESE), "link": link}


def _name(row: Row, role: str, words: Wording) -> str | None:
    """Return a name in this language, or in the other where that is all there is."""
    named: dict[Language, str | None] = {language: getattr(row, f"{role}_{language}") for language in Language}
    return named[words.language] or next((name for name in named.values() if name), None)


def _subject(row: Row, words: Wording) -> str:
    """Name the subject, what it belongs to, its year where the names do not tell it, and which group it is."""
    name = _name(row, "about_name", words) or str(row.subject_id)
    setting = _name(row, "about_setting", words)
    told = [setting] if setting and setting not in name else []
    year = [words.day(str(row.year))] if row.year and str(row.year) not in f"{name}{setting}" else []
    group = [words.of(SCOPES[row.about_scope])] if row.about_scope and not row.scope else []
    return words.in_brackets(name, [*group, *told, *year])


def _label(row: Row, words: Wording) -> str:
    term = VOCABULARY.get(row.property)
    return words.label(term.en, term.zh) if term else str(row.property)


def _value(row: Row, words: Wording) -> str:
    """Return the value with what keeps it from being plainly stated."""
    term = VOCABULARY.get(row.property)
    pointed = _name(row, "pointed_name", words) or row.object_id
    remarks = _remarks(row, words)
    if row.value_type == ValueType.NUMBER:
        value = _number(row, words)
    elif row.value_type == ValueType.DATE:
        value = words.day(row.text)
    elif row.value_type == ValueType.ENTITY:
        value = str(pointed)
    elif term and row.subject_type in term.closed:
        value = words.of((row.text.replace("_", " ").replace("co ", "co-"), CLOSED.get(row.text, row.text)))
    else:
        value = quoted(row.text)
        remarks = [pointed, *remarks] if pointed else remarks
    return words.in_brackets(value, remarks)


def _number(row: Row, words: Wording) -> str:
    """Return hedge, number and unit; the unit is left to the label where that is the same word."""
    display = display_of(row.number, row.bound)
    one, several, measured = UNITS.get(row.unit, (f" {row.unit}",) * 3)
    if row.property == "ordinal":
        return words.in_brackets(words.of((display["en"], display["zh"])), [words.of((one, measured))])
    counted = one if row.number == 1 else several
    unit = "" if several == _label(row, words) else counted if counted[0] in "%-" else f" {counted}"
    return words.of((f"{display['en']}{unit}", f"{display['zh']}{measured}"))


def _remarks(row: Row, words: Wording) -> list[str]:
    """Say what a number covers, its period, and what a reader must be warned of."""
    term = VOCABULARY.get(row.property)
    remarks = []
    if row.scope and (row.scope != Scope.ALL or (term and len(term.scopes) > 1)):
        remarks.append(words.of(SCOPES[row.scope]))
    if row.period:
        remarks.append(words.of(PERIODS[row.period_role]).format(row.period))
    return remarks + [words.of(caution) for caution in cautions(row)]


def _source(document: Any, words: Wording) -> str:
    """Name a document; where our label stands for a title that is not printed, what it tells is not said again."""
    labels = (document.label_en, document.label_zh)
    told = "" if document.title else "".join(labels)
    parts = [words.title.format(document.title) if document.title else words.of(labels)]
    if document.publisher and document.publisher not in told:
        parts.append(document.publisher)
    if document.published_on is None:
        parts += [] if UNDATED in told else [words.undated]
    elif ENGLISH.day(document.published_on) not in told:
        parts.append(words.day(document.published_on))
    return words.comma.join(parts)

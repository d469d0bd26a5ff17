"""Terms: what one property may be stated of, and with which values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.models.words import EntityType, Scope, ValueType

Subjects = EntityType | tuple[EntityType, ...]


@dataclass(frozen=True)
class Term:
    """What one property may be.

    `units` and `scopes` are those allowed for a number; `closed` gives the words allowed, by subject; `targets` are the
    types an entity, or the organisation of a position, may have. Members of a `many` list have slugs; `localized` texts
    carry a language in their key; `column` terms are written in a row's `row`.
    """

    subjects: tuple[EntityType, ...]
    value: ValueType
    en: str
    zh: str
    units: tuple[str, ...] = ()
    scopes: tuple[Scope, ...] = ()
    closed: Mapping[EntityType, type[StrEnum]] = field(default_factory=dict)
    targets: tuple[EntityType, ...] = ()
    many: bool = False
    localized: bool = False
    column: bool = False


def number(
    subjects: Subjects, en: str, zh: str, *units: str, scopes: tuple[Scope, ...] = (Scope.ALL,), many: bool = False
) -> Term:
    """Describe a property whose values are numbers in one of the units given."""
    return Term(_tuple(subjects), ValueType.NUMBER, en, zh, units=units, scopes=scopes, many=many)


def text(subjects: Subjects, en: str, zh: str, *, many: bool = False, targets: tuple[EntityType, ...] = ()) -> Term:
    """Describe a property whose values are words of a document, told apart by language."""
    return Term(_tuple(subjects), ValueType.TEXT, en, zh, many=many, targets=targets, localized=True)


def mark(subjects: Subjects, en: str, zh: str, *, many: bool = False) -> Term:
    """Describe a property whose values are words of a document, in that document's language."""
    return Term(_tuple(subjects), ValueType.TEXT, en, zh, many=many)


def word(
    en: str, zh: str, closed: Mapping[EntityType, type[StrEnum]], *, column: bool = False, many: bool = False
) -> Term:
    """Describe a property whose values are words of a closed vocabulary."""
    return Term(tuple(closed), ValueType.TEXT, en, zh, closed=closed, column=column, many=many)


def date(subjects: Subjects, en: str, zh: str, *, column: bool = False) -> Term:
    """Describe a property whose values are ISO 8601 dates, possibly only a year or a month."""
    return Term(_tuple(subjects), ValueType.DATE, en, zh, column=column)


def entity(
    subjects: Subjects, en: str, zh: str, *targets: EntityType, column: bool = False, many: bool = False
) -> Term:
    """Describe a property whose values point to something else."""
    return Term(_tuple(subjects), ValueType.ENTITY, en, zh, targets=targets, column=column, many=many)


def _tuple(subjects: Subjects) -> tuple[EntityType, ...]:
    return subjects if isinstance(subjects, tuple) else (subjects,)

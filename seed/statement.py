"""Reads one statement: `key: "verbatim"` or `key: {value, says, ...}`."""

import calendar
import math
import re
from enum import StrEnum
from typing import Any, TypeVar

from app.models.term import Term
from app.models.vocabulary import VOCABULARY
from app.models.words import (
    Basis,
    Bound,
    EntityType,
    Language,
    PeriodRole,
    Rank,
    Scope,
    Status,
    ValueType,
    YearBasis,
)
from seed import yaml
from seed.key import ID, Key, parse
from seed.phrase import Phrase
from seed.problem import Mark, Problems, one_of
from seed.records import Both, Statement

ISO_DATE = re.compile(r"[1-9]\d{3}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,6})?")
YEAR = re.compile(r"[1-9]\d{3}")

FRACTIONAL = {"percent", "fold"}
"""Units whose numbers may have a fraction; all others count, or are amounts in whole base units."""

CLOSED: dict[str, type[StrEnum]] = {
    "bound": Bound,
    "period_role": PeriodRole,
    "year_basis": YearBasis,
    "status": Status,
    "basis": Basis,
    "rank": Rank,
}
FREE = ("period", "rank_reason", "summit", "series", "organization")
ALWAYS = {"value", "says", "note", "year", "year_basis", "status", "basis", "rank", "rank_reason", "summit", "series"}
NUMERIC = {"bound", "unit", "period", "period_role"}

Word = TypeVar("Word", bound=StrEnum)


def _exists(written: str) -> bool:
    year, month, day = (*(int(part) for part in written.split("-")), 1, 1)[:3]
    return month in range(1, 13) and day in range(1, calendar.monthrange(year, month)[1] + 1)


class StatementReader:
    """Reads the statements of one file, in that document's language."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        self.language = Language.EN

    def read(self, kind: EntityType, written: str, mark: Mark, node: yaml.Node) -> Statement | None:
        """Read one statement about a `kind`; None, and a problem kept, if it cannot be."""
        try:
            key = parse(kind, written)
            if isinstance(node, yaml.Text):
                return self.verbatim(kind, written, key, node)
            if isinstance(node, yaml.Map):
                return self.full(kind, written, key, node)
        except ValueError as error:
            self.problems.add(mark, str(error))
            return None
        self.problems.add(mark, "a statement is a string or a map")
        return None

    def column(self, kind: EntityType, name: str, node: yaml.Text, phrases: tuple[Phrase, ...]) -> Statement | None:
        """Read one column of a row, proven by the row's phrases."""
        try:
            value = self.typed(VOCABULARY[name], kind, node.value)
        except ValueError as error:
            self.problems.add(node.mark, f"{name}: {error}")
            return None
        return Statement(name, name, value, phrases, node.mark, row=True)

    def verbatim(self, kind: EntityType, written: str, key: Key, node: yaml.Text) -> Statement:
        """Read words that are their own evidence."""
        term = key.term
        if term.value not in {ValueType.TEXT, ValueType.DATE} or term.closed or term.targets:
            raise ValueError(f"{key.property} needs {{value, says}}")
        phrases = self.phrases(node)
        value = self.typed(term, kind, phrases[0].surface if phrases else "")
        return Statement(
            written, key.property, value, phrases, node.mark, language=self.language_of(key), slug=key.slug
        )

    def full(self, kind: EntityType, written: str, key: Key, node: yaml.Map) -> Statement:
        """Read a statement written out."""
        term = key.term
        titles = (
            {f"title.{language}" for language in Language} if term.targets and term.value is ValueType.TEXT else set()
        )
        allowed = ALWAYS | (NUMERIC if term.value is ValueType.NUMBER else set())
        if titles:
            allowed = (allowed - {"value"}) | titles | {"organization"}
        for name, mark in node.marks.items():
            if name not in allowed:
                self.problems.add(mark, f"unknown key {name}; {one_of(allowed)}")
        phrases = self.phrases(node.nodes.get("says"))
        if not phrases and not titles & set(node.nodes):
            raise ValueError("says is missing: the phrase that carries the value")
        language, value, phrases = self.value(kind, key, node, phrases)
        return Statement(
            written,
            key.property,
            value,
            phrases,
            node.mark,
            language=language,
            slug=key.slug,
            **self.qualifiers(key, node),
        )

    def qualifiers(self, key: Key, node: yaml.Map) -> dict[str, Any]:
        """Read everything beside the value: hedge, unit, period, rank and the like."""
        texts = {name: self.string(node.nodes.get(name)) for name in (*FREE, "year", "unit")}
        words = {name: self.word(allowed, node.nodes.get(name)) for name, allowed in CLOSED.items()}
        more: dict[str, Any] = {name: word for name, word in words.items() if word is not None}
        more |= {name: texts[name] for name in FREE if texts[name] is not None}
        more["note"] = self.both(node.nodes.get("note"), node.mark, "note")
        if key.term.value is ValueType.NUMBER:
            more.setdefault("bound", Bound.EXACT)
            more |= {"unit": self.unit(key, texts["unit"]), "scope": key.scope or Scope.ALL}
        if texts["year"] is not None:
            if not YEAR.fullmatch(texts["year"]):
                raise ValueError("year has four digits")
            more["year"] = int(texts["year"])
        if (more.get("rank", Rank.NORMAL) is Rank.NORMAL) == ("rank_reason" in more):
            raise ValueError("a rank other than normal needs a rank_reason, and only that")
        if more.get("basis") is Basis.AMBIGUOUS and more["note"] is None:
            raise ValueError("basis ambiguous needs a note that gives the other reading")
        if ("period" in more) != ("period_role" in more):
            raise ValueError("period and period_role come together")
        return more

    def value(
        self, kind: EntityType, key: Key, node: yaml.Map, phrases: tuple[Phrase, ...]
    ) -> tuple[Language | None, int | float | str, tuple[Phrase, ...]]:
        """Read the value, its language, and the phrases that prove it."""
        for language in Language:
            title = node.nodes.get(f"title.{language}")
            if isinstance(title, yaml.Text):
                own = self.phrases(title)
                return language, own[0].surface if own else "", phrases or own
        written = self.string(node.nodes.get("value"))
        verbatim = key.term.value is ValueType.TEXT and not key.term.closed and not key.term.targets
        if written is None and not (verbatim and phrases):
            raise ValueError(
                "value is missing" if not key.term.targets else "value, or title.en or title.zh, is missing"
            )
        found = written if written is not None else phrases[0].surface
        return self.language_of(key), self.typed(key.term, kind, found), phrases

    def language_of(self, key: Key) -> Language | None:
        """Give the language of a text: its key's, else its document's; none for closed words."""
        if key.term.value is not ValueType.TEXT or key.term.closed:
            return None
        return key.language or self.language

    def typed(self, term: Term, kind: EntityType, written: str) -> int | float | str:
        """Give the value its type. Raises ValueError with what is allowed."""
        if term.value is ValueType.NUMBER:
            if not NUMBER.fullmatch(written):
                raise ValueError("a number is written in digits, without separators, up to 15 of them")
            number = float(written)
            if math.trunc(number) == number:
                return int(number)
            if not set(term.units) <= FRACTIONAL:
                raise ValueError(f"a count of {' or '.join(term.units)} is a whole number")
            return number
        if term.value is ValueType.DATE and not (ISO_DATE.fullmatch(written) and _exists(written)):
            raise ValueError("a date reads YYYY, YYYY-MM or YYYY-MM-DD, and is in the calendar")
        if term.value is ValueType.ENTITY and not ID.fullmatch(written):
            raise ValueError(f"an id of {' or '.join(term.targets)} is needed")
        if term.closed and written not in set(term.closed[kind]):
            raise ValueError(f"unknown word; {one_of(term.closed[kind])}")
        return written

    def unit(self, key: Key, written: str | None) -> str:
        """Give the unit: the one written, or the only one there is."""
        units = key.term.units
        if written is None and len(units) == 1:
            return units[0]
        if written not in units:
            raise ValueError(f"{key.property} needs a unit as printed; {one_of(units)}")
        return written

    def phrases(self, node: yaml.Node | None) -> tuple[Phrase, ...]:
        """Read `says`: one phrase or a list of phrases."""
        if node is None:
            return ()
        found = []
        for item in node.nodes if isinstance(node, yaml.Items) else (node,):
            if not isinstance(item, yaml.Text):
                self.problems.add(item.mark, "says is a phrase or a list of phrases")
                continue
            try:
                found.append(Phrase.parse(item.value))
            except ValueError as error:
                self.problems.add(item.mark, str(error))
        return tuple(found)

    def both(self, node: yaml.Node | None, mark: Mark, name: str) -> Both | None:
        """Read a text of ours in both languages."""
        if node is None:
            return None
        texts = node.nodes if isinstance(node, yaml.Map) else {}
        found = {
            Language(key): text.value
            for key, text in texts.items()
            if key in set(Language) and isinstance(text, yaml.Text)
        }
        if len(found) != len(Language) or len(found) != len(texts):
            self.problems.add(node.mark if node else mark, f"{name} is {{en, zh}}, both of them")
            return None
        return found

    def word(self, words: type[Word], node: yaml.Node | None) -> Word | None:
        """Read one word of a closed vocabulary."""
        if node is None:
            return None
        if not isinstance(node, yaml.Text) or node.value not in set(words):
            self.problems.add(node.mark, f"unknown word; {one_of(words)}")
            return None
        return words(node.value)

    def string(self, node: yaml.Node | None) -> str | None:
        """Read one string."""
        if node is None:
            return None
        if not isinstance(node, yaml.Text):
            self.problems.add(node.mark, "one string is needed here")
            return None
        return node.value

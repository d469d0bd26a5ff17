"""Exhibitors of nobody: editions of one series, each with an expo, its exhibitors, and facts about one in twenty."""

import hashlib
import random
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import partial
from typing import Any

from pydantic_core import PydanticUndefined
from sqlmodel import SQLModel

from app import models
from app.models.vocabulary import VOCABULARY
from app.models.words import ActivityKind, Bound, EventMode, ExhibitorKind, PlaceKind, Scope, ValueType
from seed.columns import Row
from seed.search import lines

EDITIONS = range(1526, 2026)
ORGANIZATIONS = 4_000
COUNTRIES = 150
PROVEN = 20
"""One exhibitor in so many is a group, and has facts."""

HAN = "".join(chr(point) for point in range(0x4E00, 0x4E00 + 3000))
SYLLABLES = [a + b for a in "kstnhmrwgzdbp" for b in ("a", "e", "i", "o", "u", "an", "en", "in")]
HEDGES = {Bound.EXACT: "", Bound.MORE_THAN: "more than ", Bound.ABOUT: "about "}
SCOPES = (Scope.ALL, Scope.OVERSEAS, Scope.DOMESTIC)
MODES = (EventMode.HYBRID, EventMode.ON_SITE, None)

Tables = Iterator[tuple[type[SQLModel], Iterable[Row]]]


def tables(exhibitors: int) -> Tables:
    """Yield each table with its rows, as many of every edition; parents come before children, rows by their key."""
    chance = random.Random(2031)
    organizations = [_named(f"firm-{number:04}", chance, "Technology", "科技") for number in range(ORGANIZATIONS)]
    countries = [_named(f"land-{number:03}", chance, "Land", "国") for number in range(COUNTRIES)]
    each = exhibitors // len(EDITIONS)
    series = _row(models.Series, id="congress", name_en="World Congress", name_zh="世界大会")
    yield models.Property, [_property(name) for name in sorted(VOCABULARY)]
    yield models.Document, map(_document, EDITIONS)
    yield models.Series, [series | {"search": lines("World Congress", "世界大会")}]
    yield (
        models.Place,
        [
            _row(models.Place, kind=PlaceKind.COUNTRY, within=lines(row["id"], row["name_en"], row["name_zh"]), **row)
            for row in countries
        ],
    )
    yield models.Organization, [_row(models.Organization, **row) for row in organizations]
    yield models.Summit, map(_summit, EDITIONS)
    yield models.Activity, map(_expo, EDITIONS)
    exhibitor = partial(_exhibitor, organizations, countries)
    yield models.Exhibitor, (exhibitor(year, number) for year in EDITIONS for number in range(each))
    yield models.Subject, _subjects(each)
    yield models.Fact, _facts(each)
    yield models.Evidence, _evidence(each)
    yield (
        models.EntityYear,
        [{"entity": entity, "year": year} for year in EDITIONS for entity in (_report(year), *_properties(each))],
    )
    facts = sum(len(_stated(year, number)) for year in EDITIONS for number in range(0, each, PROVEN))
    yield models.Release, [_release({"exhibitor": each * len(EDITIONS), "document": len(EDITIONS), "fact": facts})]


def _row(model: type[SQLModel], **values: Any) -> Row:
    """Return a whole row; what is not given has the model's default."""
    defaults = {name: field.default for name, field in model.model_fields.items()}
    return {name: None if value is PydanticUndefined else value for name, value in defaults.items()} | values


def _named(identity: str, chance: random.Random, en: str, zh: str) -> Row:
    word = "".join(chance.choices(SYLLABLES, k=3)).capitalize()
    names = {"name_en": f"{word} {en}", "name_zh": "".join(chance.choices(HAN, k=3)) + zh}
    return {"id": identity, **names, "search": lines(*names.values())}


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


def _document(year: int) -> Row:
    labels = {"label_en": f"Report on the World Congress {year}", "label_zh": f"{year}年世界大会报道"}
    digest = hashlib.sha256(str(year).encode()).hexdigest()
    search = lines(*labels.values())
    return _row(
        models.Document, id=_report(year), language="en", sha256=digest, length=1_000_000, search=search, **labels
    )


def _report(year: int) -> str:
    return f"report-{year}"


def _summit(year: int) -> Row:
    names = {"name_en": f"World Congress {year}", "name_zh": f"{year}年世界大会"}
    return _row(models.Summit, search=lines(*names.values()), **_of(year, f"congress-{year}"), **names)


def _expo(year: int) -> Row:
    names = {"name_en": f"World Expo {year}", "name_zh": f"{year}年世界博览会"}
    dated = _of(year, f"expo-{year}") | {"summit": f"congress-{year}"}
    return _row(models.Activity, kind=str(ActivityKind.EXPO), search=lines(*names.values()), **dated, **names)


def _of(year: int, identity: str) -> Row:
    return {"id": identity, "year": year, "series": "congress", "status": "reported"}


def _exhibitor(organizations: list[Row], countries: list[Row], year: int, number: int) -> Row:
    """Return the exhibitor of that number: groups, and of the others a country in ten, each organisation in turn."""
    row: Row = {
        "id": f"expo-{year}.{number:05}",
        "note_en": None,
        "note_zh": None,
        "year": year,
        "status": "reported",
        "series": "congress",
        "summit": f"congress-{year}",
        "expo": f"expo-{year}",
        "kind": str(ExhibitorKind.ORGANIZATION),
        "scope": None,
        "country": None,
        "organization": None,
        "mode": None,
        "search": "",
        "exhibitors": None,
        "exhibitor_countries": None,
    }
    if number % PROVEN == 0:
        return row | _figures(year, number)
    if number % 10 == 5:
        country = countries[(year * 7 + number) % COUNTRIES]
        return row | {"kind": str(ExhibitorKind.COUNTRY), "country": country["id"], "search": country["search"]}
    organization = organizations[(year * 31 + number) % ORGANIZATIONS]
    return row | {"organization": organization["id"], "search": organization["search"]}


def _figures(year: int, number: int) -> Row:
    """Return what is stated of a group; every second one tells its countries."""
    turn = number // PROVEN
    return {
        "kind": str(ExhibitorKind.GROUP),
        "scope": str(SCOPES[turn % len(SCOPES)]),
        "mode": MODES[(year + turn) % len(MODES)],
        "exhibitors": 100 + (year * 13 + number) % 900,
        "exhibitor_countries": None if turn % 2 else 10 + (year + turn) % 90,
    }


def _subjects(each: int) -> Iterator[Row]:
    """Yield what the facts are about."""
    for year in EDITIONS:
        for number in range(0, each, PROVEN):
            yield _row(
                models.Subject,
                type="exhibitor",
                collection="exhibitors",
                scope=_figures(year, number)["scope"],
                name_en=f"World Expo {year}",
                name_zh=f"{year}年世界博览会",
                setting_en=f"World Congress {year}",
                setting_zh=f"{year}年世界大会",
                summit=f"congress-{year}",
                **_of(year, f"expo-{year}.{number:05}"),
            )


def _stated(year: int, number: int) -> list[Row]:
    """Return the facts of one group, best first, with the phrase of each."""
    said = _figures(year, number)
    words = {"kind": said["kind"], "record": "exhibitors", "scope": said["scope"], "mode": said["mode"]}
    stated = [_counted(name, said, number) for name in ("exhibitor_countries", "exhibitors") if said[name] is not None]
    stated.append({"property": "expo", "value_type": "entity", "object_type": "activity", "object_id": f"expo-{year}"})
    stated += [{"property": name, "value_type": "text", "text": word} for name, word in words.items() if word]
    return stated


def _counted(name: str, said: Row, number: int) -> Row:
    bound = list(HEDGES)[number // PROVEN % len(HEDGES)]
    term = VOCABULARY[name]
    return {
        "property": name,
        "value_type": str(ValueType.NUMBER),
        "number": float(said[name]),
        "bound": str(bound),
        "unit": term.units[0],
        "scope": said["scope"],
        "surface": f"{HEDGES[bound]}{said[name]} {name.replace('_', ' ')}",
    }


def _facts(each: int) -> Iterator[Row]:
    blank = _row(models.Fact, subject_type="exhibitor", series="congress", best=True)
    searched = {name: lines(term.en, term.zh) for name, term in VOCABULARY.items()}
    for year in EDITIONS:
        for number in range(0, each, PROVEN):
            subject = f"expo-{year}.{number:05}"
            for standing, fact in enumerate(_stated(year, number), start=1):
                row = blank | fact | {"id": f"{subject}.{fact['property']}", "subject_id": subject}
                row |= {"summit": f"congress-{year}", "year": year, "standing": standing}
                row["search"] = searched[fact["property"]]
                row.pop("surface", None)
                yield row


def _evidence(each: int) -> Iterator[Row]:
    for year in EDITIONS:
        place = 0
        for number in range(0, each, PROVEN):
            for fact in _stated(year, number):
                surface = fact.get("surface") or fact.get("text") or f"World Expo {year}"
                place += 200
                yield {
                    "fact": f"expo-{year}.{number:05}.{fact['property']}",
                    "ordinal": 1,
                    "document": _report(year),
                    "start": place,
                    "end": place + len(surface),
                    "surface": surface,
                }


def _properties(each: int) -> set[str]:
    return {fact["property"] for number in range(0, each, PROVEN) for fact in _stated(EDITIONS[0], number)}


def _release(counts: dict[str, int]) -> Row:
    version = hashlib.sha256(repr(counts).encode()).hexdigest()[:16]
    dated = {"created_at": datetime(2026, 1, 1, tzinfo=UTC), "released_on": "2026-01-01"}
    return _row(models.Release, sequence=1, version=version, counts=counts, facts=counts["fact"], **dated)

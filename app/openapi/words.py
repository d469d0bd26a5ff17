"""What each word of the vocabularies means, and which vocabularies may grow within `/v1`."""

from dataclasses import dataclass
from typing import Any

from app.models.vocabulary import VOCABULARY
from app.openapi.walk import schemas_of
from app.reasoning.units import UNITS
from app.resources.fields import FIGURES, PROPERTIES
from app.resources.fields import UNITS as UNITS_USED

CLOSED = "No word is added to this list within `/v1`."
OPEN = "Words may be added to this list; treat one that you do not know as something else."


@dataclass(frozen=True)
class Vocabulary:
    """The words of one vocabulary with their meanings; `open` if words may be added within `/v1`."""

    open: bool
    means: dict[str, str]
    about: str = ""

    def described(self, about: str) -> str:
        """Return the description of the vocabulary: what it is about, whether it may grow, and every word."""
        words = "\n".join(f"- `{word}`: {meaning}" for word, meaning in self.means.items())
        return f"{about or self.about} {OPEN if self.open else CLOSED}\n\n{words}"


def _closed(**means: str) -> Vocabulary:
    return Vocabulary(open=False, means=means)


def _open(**means: str) -> Vocabulary:
    return Vocabulary(open=True, means=means)


def _labels(names: tuple[str, ...], about: str) -> Vocabulary:
    return Vocabulary(open=True, means={name: VOCABULARY[name].en for name in names}, about=about)


FORMATS = {
    "json": "an envelope with its items, or the item",
    "csv": "comma-separated values (RFC 4180), a row for each item, or each year of trends, comparisons and coverage",
    "ndjson": "one JSON object a line",
    "jsonld": "JSON-LD, in the words of schema.org and PROV-O",
    "xlsx": "a workbook of Office Open XML",
}
"""Every format; not every answer is offered in all of them."""

WORDS: dict[str, Vocabulary] = {
    "ActivityKind": _open(
        expo="an exhibition",
        special_event="an event of its own beside the programme",
        ceremony="an opening, a closing or an award ceremony",
        session="a session that is no sub-forum",
        exhibit="something shown",
        show="a performance",
        service="a service or an attraction for guests",
        training="a training class",
        venue_opening="the opening of a venue",
        press_conference="a press conference",
        announced_forum="a forum that is only announced",
    ),
    "Basis": _closed(
        stated="the words say it",
        inferred="it follows from the words; the note tells how",
        ambiguous="the words allow another reading, which the note gives; it answers no comparison",
    ),
    "Became": _closed(
        same="the newest release says the same",
        changed="the newest release says something else",
        re_ranked="only its rank among those that compete is another",
        withdrawn="the newest release does not state it",
    ),
    "Bound": _closed(
        exact="the number itself",
        more_than="more than the number",
        at_least="the number or more",
        nearly="less than the number, and close to it",
        at_most="the number or less",
        about="the number, more or less",
    ),
    "ChangeKind": _closed(
        added="it was not stated before",
        changed="something of it was stated otherwise before",
        re_ranked="only its rank among those that compete is another",
        withdrawn="it is no longer stated",
    ),
    "Contribution": _open(
        keynote="a keynote speech",
        speech="a speech",
        message="a message",
        letter="a letter",
        report="a report",
        presided="presided over it",
        statement="a statement, also to the press",
        press_conference="spoke at a press conference",
        attended="was present",
    ),
    "ContributionMode": _open(in_person="was there", video="by video, live or recorded", letter="by letter"),
    "EntityType": _open(
        activity="an expo, a ceremony or another activity",
        appearance="one contribution of one person to one event",
        competition="the competition of one year",
        document="a source",
        exhibitor="a group of exhibitors, or one exhibitor",
        organization="an organisation",
        outcome="an award, a report or another outcome",
        partner="the role of one organisation at one event",
        person="a human being",
        place="a place",
        series="a recurring event",
        sub_forum="a forum held at a summit",
        summit="one edition of a series",
        track="a track of a competition",
    ),
    "EventMode": _open(on_site="everyone was there", online="everyone took part from afar", hybrid="both"),
    "ExhibitorKind": _open(
        group="a stated group, such as all exhibitors", country="a country", organization="one organisation"
    ),
    "Format": _open(**FORMATS),
    "ItemFormat": _open(**{name: FORMATS[name] for name in ("json", "jsonld")}),
    "Language": _open(en="English", zh="Chinese"),
    "NamedType": _open(
        **dict.fromkeys(("activities", "competitions", "organizations", "outcomes", "people"), "the list of that name"),
        places="places, which have no list of their own",
        series="series, which have no list of their own",
        **{"sub-forums": "the list of that name"},
        summits="the list of that name",
        tracks="tracks, shown with their competition",
    ),
    "OutcomeKind": _open(
        award="an award",
        honour="an honour",
        case_collection="a collection of cases",
        achievement_release="a release of selected achievements",
        report="a report",
        initiative="an initiative",
        programme="a programme",
        institution="an institution that was founded",
    ),
    "PeriodRole": _open(
        start="the value at its start",
        end="the value at its end",
        over="the value over the whole of it",
        since="the value since it began",
    ),
    "PointStatus": _closed(
        reported="a figure is told as done",
        planned="a figure is only announced",
        not_stated="no figure answers, which is not 0",
    ),
    "Rank": _closed(
        preferred="the one to use where several compete",
        normal="one among others",
        deprecated="kept as evidence; it answers no question",
    ),
    "Reason": _closed(
        not_stated="one of the two years has no figure",
        planned_against_reported="one is only announced",
        definition_differs="they are of different things",
        scope_differs="they cover different scopes",
        unit_differs="they are counted in different units",
        bound_differs="their hedges differ",
        not_exact="both have the same hedge, so the numbers themselves are open",
    ),
    "Role": _open(
        host="host",
        co_host="co-host",
        host_or_co_sponsor="named among hosts and co-sponsors, without telling which",
        supporter="supporter",
    ),
    "Scope": _open(
        all="no restriction is printed",
        on_site="only those who were there",
        online="only those who took part from afar",
        overseas="only those from abroad",
        domestic="only those from the country itself",
    ),
    "SearchField": _open(
        name="its own name",
        alias="another name of its own",
        person="the name of the person it is of",
        organization="the name of the organisation it is of",
        country="the name of the country it is of",
        expo="the name of the expo it belongs to",
        title="a title or post",
        role="what an organisation was to an event",
        theme="a theme",
        topic="a topic",
        label="a label of ours",
        text="another text",
    ),
    "SearchType": _open(
        **dict.fromkeys(
            (
                "activities",
                "attendees",
                "competitions",
                "documents",
                "exhibitors",
                "organizations",
                "outcomes",
                "partners",
                "people",
            ),
            "the list of that name",
        ),
        places="places, which have no list of their own",
        properties="the list of that name",
        series="series, which have no list of their own",
        speakers="the list of that name",
        **{"sub-forums": "the list of that name"},
        summits="the list of that name",
        tracks="tracks, shown with their competition",
    ),
    "State": _closed(
        stated="a document states it",
        not_stated="no document states it, which is not 0",
        conflicting="documents differ on the same thing",
        planned="it is only announced",
    ),
    "Status": _closed(reported="told as done", planned="only announced, never served as held"),
    "TableFormat": _open(**{name: FORMATS[name] for name in ("json", "csv", "ndjson", "xlsx")}),
    "ValueType": _closed(
        number="`number`, with its hedge, unit and scope",
        text="`text`: words of a document, or a word of a closed list",
        date="`text`: an ISO 8601 date that may stop at the year or the month",
        entity="`object`: it points to something",
    ),
    "Verdict": _closed(
        supported="a document says it, hedge, scope and unit alike",
        hedge_lost="the number is right, and the hedge of the document is left out or another",
        hedge_added="the number is right, and the document gives it without a hedge",
        unit_mismatch="the number is right and counts something else",
        scope_mismatch="the number is right and covers another scope",
        contradicted="a document excludes it",
        not_in_sources="no document says it or excludes it",
        ambiguous="it cannot be told what the claim means, or the facts are open or only announced",
    ),
    "YearBasis": _closed(stated="it is printed with the event", inferred="it follows from the document"),
    "PropertyName": _labels(PROPERTIES, "A property of `/v1/properties`."),
    "NumberProperty": _labels(FIGURES, "A property of `/v1/properties` whose values are numbers."),
    "Unit": Vocabulary(
        open=True, means={unit: UNITS[unit][1] for unit in UNITS_USED}, about="What is counted, as printed."
    ),
}
"""The vocabularies by the names of their schemas; the last three are asked for, and answered as plain strings."""


def share_words(document: dict[str, Any]) -> None:
    """Name every vocabulary once, refer to it wherever its words are listed, and say what each word means."""
    schemas = document["components"]["schemas"]
    named = {frozenset(vocabulary.means): name for name, vocabulary in WORDS.items()}
    named |= {frozenset(schema["enum"]): name for name, schema in schemas.items() if "enum" in schema}
    for schema in list(schemas_of(document)):
        name = named.get(frozenset(schema.get("enum", ())))
        if name is not None and schema is not schemas.get(name):
            del schema["enum"], schema["type"]
            schema["$ref"] = f"#/components/schemas/{name}"
            schemas.setdefault(name, {"type": "string", "enum": list(WORDS[name].means)})
    for name in set(schemas) & set(WORDS):
        schemas[name]["description"] = WORDS[name].described(schemas[name].get("description", ""))
        schemas[name]["x-extensible"] = WORDS[name].open
    document["components"]["schemas"] = dict(sorted(schemas.items()))

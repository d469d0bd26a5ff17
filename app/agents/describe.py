"""Tells what there is to ask for."""

from http import HTTPStatus
from typing import Any

from pydantic import Field

from app.agents.budget import Item, first, fit
from app.agents.desk import Desk
from app.agents.tool import AgentTool, Arguments, Property, seen_all
from app.agents.wording import NOT_STATED
from app.index import index_of
from app.kit.problems import ProblemError
from app.kit.publish import list_of
from app.models.words import ValueType
from app.questions.coverage import State, coverage
from app.resources import RESOURCES
from app.resources.properties import properties
from app.resources.summits import summits

COLLECTIONS = index_of(RESOURCES)
SUMMITS = list_of(summits, None)
PROPERTIES = list_of(properties, None)

STATES = {
    State.STATED: "stated",
    State.NOT_STATED: NOT_STATED,
    State.CONFLICTING: "stated, and the documents differ",
    State.PLANNED: "only announced",
}
"""What is said of a year."""


class DescribeArguments(Arguments):
    """What to describe."""

    property: Property | None = Field(None, description="One property in detail, with the years that have it.")
    value_type: ValueType | None = Field(
        None, description="Properties of this kind, each with label, units and years: `number` for figures."
    )
    skip: int = Field(0, ge=0, le=900, description="With value_type: properties to leave out, as you have seen them.")


def run(desk: Desk, asked: DescribeArguments) -> str:
    """Return what there is, the properties of one kind, or one property."""
    if asked.property is not None:
        return _one(desk, asked.property)
    return _kind(desk, asked) if asked.value_type else _everything(desk)


def _everything(desk: Desk) -> str:
    editions: dict[str, list[str]] = {}
    for summit in desk.ask(SUMMITS, limit=1000, sort="year")["items"]:
        planned = " (planned)" if summit["status"] == "planned" else ""
        editions.setdefault(summit["series"], []).append(f"{summit['year']}{planned}")
    held = [f"{series} ({first(of, 60)})" for series, of in sorted(editions.items())]
    counted = ", ".join(f"{one['id']} {one['total']}" for one in desk.ask(COLLECTIONS)["items"])
    known = desk.ask(PROPERTIES, limit=1000)["items"]
    years = [str(year) for year in sorted({year for one in known for year in one["years"]})]
    figures = [one["id"] for one in known if one["value_type"] == ValueType.NUMBER and one["years"]]
    others = [one["id"] for one in known if one["value_type"] != ValueType.NUMBER and one["years"]]
    head = f"Release {desk.snapshot.release}: what documents report about yearly summits, each figure with its hedge."
    lines = [
        f"Licence of the data: {desk.snapshot.licence}." if desk.snapshot.licence else "",
        f"Editions: {first(held, 200)}. Years with facts: {first(years, 100)}.",
        f"Collections, with items, at {desk.snapshot.base}/v1/<name>: {counted}.",
        f"Properties that are figures, for get_facts, trend and compare: {first(figures, 450)}.",
        f"Other properties, for get_facts: {first(others, 350)}.",
        "Labels, units and years: describe(value_type=number); one property: describe(property=guests).",
    ]
    return fit("\n".join([head, *filter(None, lines)]), [], lambda _: "")


def _kind(desk: Desk, asked: DescribeArguments) -> str:
    found = desk.ask(PROPERTIES, value_type=asked.value_type, limit=1000)["items"]
    items = [_line(desk, one) for one in found[asked.skip :]]
    if not items:
        raise seen_all(len(found))
    head = f"Release {desk.snapshot.release}. {len(found)} properties of kind {asked.value_type}, {asked.skip} skipped."

    def rest(shown: int) -> str:
        end = asked.skip + shown
        return f"{len(found) - end} more not shown: ask with skip={end}." if end < len(found) else ""

    return fit(head, [Item(line, line, line) for line in items], rest)


def _line(desk: Desk, one: dict[str, Any]) -> str:
    units = f"; unit {' or '.join(one['units'])}" if one["units"] else ""
    years = ", ".join(map(str, one["years"])) or "no year: not stated"
    return f"- {one['id']}: {desk.say(one['label'])}{units}; {years}"


def _one(desk: Desk, name: str) -> str:
    found = desk.items(properties, [name])
    if not found:
        raise ProblemError(HTTPStatus.NOT_FOUND, "this release has no such property")
    one = found[0]
    label = one["label"]
    about = [f"Release {desk.snapshot.release}. {name}: {label['en']} / {label['zh']}; values: {one['value_type']}"]
    about += [f"units {', '.join(one['units'])}", f"scopes {', '.join(one['scopes'])}"] if one["units"] else []
    about += [f"stated of: {', '.join(one['subjects'])}"]
    items = [
        Item(line, line, line)
        for covered in desk.ask(coverage, property=name)["items"]
        for line in (_years(covered["series"], year) for year in reversed(covered["years"]))
    ]

    def rest(shown: int) -> str:
        return f"{len(items) - shown} more years not shown: ask get_facts with years." if shown < len(items) else ""

    ask = f"get_facts(property={name})"
    return fit(
        f"{'; '.join(about)}.", items, rest, f"Values: {ask}{f' or trend(property={name})' if one['units'] else ''}."
    )


def _years(series: str, year: dict[str, Any]) -> str:
    count = len(year["facts"])
    return f"- {series} {year['year']}: {STATES[State(year['state'])]}{f' ({count} facts)' if count > 1 else ''}"


describe = AgentTool(
    name="describe",
    title="Describe the data",
    about="What there is to ask for: editions and years, collections, properties with labels and units, the release. "
    "Call it first if you do not know the name of a property; with a property it tells for which years it is stated. "
    "It gives no values.",
    arguments=DescribeArguments,
    run=run,
)

"""Sets years side by side."""

from typing import Any

from pydantic import Field

from app.agents.budget import Item, first, fit
from app.agents.desk import Desk
from app.agents.tool import AgentTool, Arguments, Property, Years
from app.agents.trend import FOOT, Facts, beside, changed
from app.agents.wording import NOT_STATED, cited, no_edition
from app.models.words import ValueType
from app.questions.compare import compare as comparison
from app.reasoning.comparison import Reason
from app.resources import fields as f

PAGE = 40
"""Lines that one answer tries to show; no more would fit."""


class CompareArguments(Arguments):
    """Which years, and what of them."""

    years: Years = Field(description="Years to set side by side: [2023, 2024].")
    series: f.Id | None = Field(None, description="Only this series, such as wuzhen.")
    properties: list[Property] | None = Field(
        None,
        min_length=1,
        max_length=50,
        description="Only these properties; an answer that is cut names those it leaves out.",
    )


def run(desk: Desk, asked: CompareArguments) -> str:
    """Return a line for every property and thing, those stated in most of the years first, figures before texts."""
    lines = sorted(desk.ask(comparison, asked)["items"], key=_weight)
    seen = lines[:PAGE]
    known = desk.facts(one for line in seen for point in line["points"] for one in _facts_of(point))
    items = [_item(desk, line, known) for line in seen]
    absent = no_edition(asked.years, (point["year"] for line in lines for point in line["points"]))
    order = f"{len(lines)} lines, figures first, those stated in most years before others."
    head = f"Release {desk.snapshot.release}. {order if lines else 'There is nothing to compare.'}"

    def rest(shown: int) -> str:
        left = list(dict.fromkeys(line["property"] for line in lines[shown:]))
        if not left:
            return ""
        return f"{len(lines) - shown} lines not shown; ask with properties, a few of: {first(left, 450)}."

    return fit("\n".join(part for part in (head, absent) if part), items, rest, FOOT if lines else "")


def _weight(line: dict[str, Any]) -> tuple[bool, int, str, str]:
    stated = sum(bool(point["quantity"] or point["stated"]) for point in line["points"])
    return line["value_type"] != ValueType.NUMBER, -stated, line["property"], line["subject"]


def _facts_of(point: dict[str, Any]) -> list[str]:
    answers = [point["quantity"]["fact"]] if point["quantity"] else [one["fact"] for one in point["stated"]]
    return [*answers, *point["also"], *point["ignored"]]


def _item(desk: Desk, line: dict[str, Any], known: Facts) -> Item:
    slug = f", {line['slug']}" if line["slug"] else ""
    start = f"- {desk.say(line['label'])} ({line['property']}{slug}) of {line['subject']}"

    def shown(whole: bool) -> str:
        texts = [start]
        for point in line["points"]:
            texts += _point(desk, point, known, whole=whole)
        return "\n".join(texts)

    count = sum(len(_facts_of(point)) for point in line["points"])
    about = f"{count} facts, too long to show: use get_facts(property={line['property']})"
    return Item(shown(True), shown(False), f"{start}: {about}")


def _point(desk: Desk, point: dict[str, Any], known: Facts, *, whole: bool) -> list[str]:
    year = point["year"]
    answers = [point["quantity"]["fact"]] if point["quantity"] else [one["fact"] for one in point["stated"]]
    if not answers:
        return [f"  {year}: {NOT_STATED}", *beside(desk, point, known, whole=whole)]
    texts = [f"  {year}: {cited(known[one], desk, whole=whole, dated=False)}" for one in answers]
    change = point["change"]
    if change and change["reason"] != Reason.NOT_STATED:
        texts.append(f"  {changed(desk, change)}")
    return [*texts, *beside(desk, point, known, whole=whole)]


compare = AgentTool(
    name="compare",
    title="Compare years",
    about="Set years side by side, best two or three: every figure and what else is stated of the summits. Use "
    "it for “what was different in 2024?”. For one figure use trend, which says more. Give properties to see more of "
    "fewer lines.",
    arguments=CompareArguments,
    run=run,
)

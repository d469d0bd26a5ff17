"""Tells how one figure went from edition to edition."""

from collections.abc import Iterator
from typing import Any

from pydantic import Field

from app.agents.budget import Item, fit
from app.agents.desk import Desk
from app.agents.tool import AgentTool, Arguments, Years
from app.agents.wording import NOT_STATED, NOT_STATED_OF_THESE, cited, no_edition
from app.models import words as w
from app.questions.trends import trends
from app.resources import fields as f
from app.resources.facts import FactPublic

Facts = dict[str, FactPublic]

PAGE = 40
"""Points that one answer tries to show; no more would fit."""

FOOT = "Say no more of a change than is said here."


class TrendArguments(Arguments):
    """Which figure, over which years."""

    property: f.NumberProperty = Field(description="What is counted.")
    series: f.Id | None = Field(None, description="Series, such as wuzhen; default: each that has such a figure.")
    years: Years | None = Field(None, description="Only these years; default: every edition.")
    subjects: list[f.Id] | None = Field(
        None,
        min_length=1,
        description="Ids of what it is stated of, one for each year; only where an answer asks for them, which lists "
        "them.",
    )
    scope: w.Scope | None = Field(
        None, description="Only figures of this scope; default: `all` where it is stated, else the scope that is."
    )


def run(desk: Desk, asked: TrendArguments) -> str:
    """Return a point for every edition, the newest first."""
    lines = desk.ask(trends, asked, property=[asked.property])["items"]
    points = [(line, point) for line in lines for point in reversed(line["points"])]
    seen = points[:PAGE]
    known = desk.facts(one for _, point in seen for one in facts_of(point))
    items = [_item(desk, line, point, known, asked.subjects) for line, point in seen]
    several = len(lines) > 1
    label = desk.say(lines[0]["label"]) if lines else asked.property
    head = f"Release {desk.snapshot.release}. {label} ({asked.property}) by edition, the newest first."
    absent = no_edition(asked.years, (point["year"] for _, point in points))

    def rest(shown: int) -> str:
        left = [f"{line['series']} {point['year']}" for line, point in points[shown:]]
        if not left:
            return ""
        narrow = "ask with series and years" if several else "ask with years"
        return f"{len(left)} more not shown, beginning with {left[0]}: {narrow}."

    return fit("\n".join(part for part in (head, absent) if part), items, rest, FOOT if points else "")


def facts_of(point: dict[str, Any]) -> list[str]:
    """Return the ids of the facts that a point names, the one that answers first."""
    answers = [point["quantity"]["fact"]] if point["quantity"] else []
    return [*answers, *point["also"], *point["ignored"]]


def beside(
    desk: Desk, point: dict[str, Any], known: Facts, subjects: list[str] | None = None, *, whole: bool
) -> Iterator[str]:
    """Yield what else is stated for a year, and what is too ambiguous to answer; of whom, if not of the subjects."""
    for name, words in (("also", "also stated"), ("ignored", "too ambiguous to answer")):
        for one in point[name]:
            fact = known[one]
            other = f" of {fact.subject.id}" if subjects and fact.subject.id not in subjects else ""
            yield f"  {words} for {point['year']}{other}: {cited(fact, desk, whole=whole, dated=False)}"


def _item(desk: Desk, line: dict[str, Any], point: dict[str, Any], known: Facts, subjects: list[str] | None) -> Item:
    slug = f", {line['slug']}" if line["slug"] else ""
    start = f"- {line['series']} {point['year']}{slug}: "

    def shown(whole: bool) -> str:
        if not point["quantity"]:
            text = f"{start}{NOT_STATED_OF_THESE if subjects else NOT_STATED}"
        else:
            text = start + cited(known[point["quantity"]["fact"]], desk, whole=whole, dated=False)
        change = [f"  {changed(desk, point['change'])}"] if point["change"] else []
        return "\n".join([text, *change, *beside(desk, point, known, subjects, whole=whole)])

    links = "; ".join(known[one].cite.link for one in facts_of(point)[:1])
    return Item(shown(True), shown(False), f"{start}too long to show. cite: {links}")


def changed(desk: Desk, change: dict[str, Any]) -> str:
    """Return the verdict on a change, and what may be said of it."""
    verdict = "comparable" if change["comparable"] else f"not comparable ({change['reason']})"
    return f"against {change['against']}: {verdict}. {desk.say(change['explanation'])}"


trend = AgentTool(
    name="trend",
    title="Trend",
    about="How one figure went from edition to edition: “did guests grow?”, “how many sub-forums each year?”. Every "
    "edition is told, `not stated` included, with what the hedges allow to say of the change; say no more than that. "
    "Not for what is no figure: use get_facts.",
    arguments=TrendArguments,
    run=run,
)

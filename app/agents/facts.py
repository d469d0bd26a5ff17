"""Looks facts up: the best ones, with what competes with them."""

from collections import defaultdict
from typing import Any

from pydantic import Field

from app.agents.budget import first, fit
from app.agents.desk import Desk
from app.agents.tool import AgentTool, Arguments, Property, Years, seen_all
from app.agents.wording import item_of
from app.kit.publish import list_of
from app.models import words as w
from app.questions.coverage import State, coverage
from app.resources import fields as f
from app.resources.facts import FactPublic
from app.resources.facts import facts as resource

PAGE = 20
"""Facts that one answer tries to show."""

FURTHEST = 900
"""Facts that may be left out."""

LIST = list_of(resource, None)

WORDS = [kind for kind in w.ValueType if kind is not w.ValueType.NUMBER]

ANSWERED = {State.STATED, State.CONFLICTING, State.PLANNED}

Key = tuple[str, w.Status, str | None]


class FactsArguments(Arguments):
    """Which facts."""

    property: Property | None = Field(
        None,
        description="What is stated, such as guests, sub_forums, exhibitors, theme, place, starts_on; `describe` lists "
        "them all.",
    )
    subject: f.Id | None = Field(None, description="Id of what it is stated of, such as wuzhen-2023; see `search`.")
    object: f.Id | None = Field(None, description="Id of what it points to, such as ren-xianliang.")
    series: f.Id | None = Field(None, description="Series, such as wuzhen or gdte.")
    years: Years | None = Field(None, description="Years of the event, never of publication.")
    value_type: w.ValueType | None = Field(None, description="`number` for figures alone.")
    scope: w.Scope | None = Field(None, description="Only figures of this scope; `all`: no restriction is printed.")
    status: w.Status | None = Field(None, description="`planned` for what is only announced.")
    skip: int = Field(0, ge=0, le=FURTHEST, description="Facts to leave out: those that you have seen.")


def run(desk: Desk, asked: FactsArguments) -> str:
    """Return the best facts that pass, figures first, the newest first."""
    total, found = _best(desk, asked)
    if not total:
        return _nothing(desk, asked)
    if not found:
        raise seen_all(total)
    shown = [FactPublic.model_validate(one) for one in found]
    rivals = _rivals(desk, shown)
    items = [item_of(fact, desk, rivals.get(_key(fact), [])) for fact in shown]
    skipped = f", {asked.skip} skipped" if asked.skip else ""

    def rest(count: int) -> str:
        end = asked.skip + count
        if end >= total:
            return ""
        unused = [name for name in ("property", "subject", "years", "value_type") if getattr(asked, name) is None]
        step = f"ask again with skip={end}" if count and end <= FURTHEST else "ask narrower"
        return f"{total - end} more not shown: {step}{', or narrow with ' + ', '.join(unused) if unused else ''}."

    counted = "1 fact." if total == 1 else f"{total} facts{skipped}, figures first, then the newest."
    return fit(f"Release {desk.snapshot.release}. {counted}", items, rest)


def _best(desk: Desk, asked: FactsArguments) -> tuple[int, list[Any]]:
    """Return how many of the best facts pass, and those of this answer."""
    kinds = [[asked.value_type]] if asked.value_type else [[w.ValueType.NUMBER], WORDS]
    total, found = 0, []
    for kind in kinds:
        part = desk.ask(LIST, asked, value_type=kind, best="true", limit=asked.skip + PAGE)
        total += part["total"]
        found += part["items"]
    return total, found[asked.skip : asked.skip + PAGE]


def _nothing(desk: Desk, asked: FactsArguments) -> str:
    """Say that nothing is stated, and for what it is."""
    lines = [
        f"Release {desk.snapshot.release}. Not stated: the documents say nothing of this. That is not 0, and not a no."
    ]
    if asked.property is not None:
        covered = desk.ask(coverage, property=asked.property)["items"]
        stated = [
            f"{one['series']} {year['year']}" for one in covered for year in one["years"] if year["state"] in ANSWERED
        ]
        lines += [f"{asked.property} is stated for: {first(stated, 200)}."] if stated else []
    if asked.subject or asked.object or asked.series:
        lines.append("An id that is unknown finds nothing either: `search` finds ids, `describe` lists series.")
    return "\n".join(lines)


def _key(fact: FactPublic) -> Key:
    """Return what facts compete for: ids of such facts differ only after `~` (docs/curation.md)."""
    return fact.id.partition("~")[0], fact.status, fact.period


def _rivals(desk: Desk, shown: list[FactPublic]) -> dict[Key, list[FactPublic]]:
    """Return the facts that say otherwise than those shown."""
    subjects = list(dict.fromkeys(fact.subject.id for fact in shown))
    properties = list(dict.fromkeys(fact.property for fact in shown))
    found = desk.ask(LIST, best="false", subject=subjects, property=properties, limit=1000)
    rivals: dict[Key, list[FactPublic]] = defaultdict(list)
    for one in found["items"]:
        fact = FactPublic.model_validate(one)
        rivals[_key(fact)].append(fact)
    return rivals


get_facts = AgentTool(
    name="get_facts",
    title="Get facts",
    about="Look up what the documents state: figures with hedge, unit, scope, year and status, names, dates, themes, "
    "places, roles, each with its citation. The best fact answers; facts that compete with it stand under it. Each "
    "argument narrows the list. Use it for one figure or one thing; for a change over years use trend, for whole years "
    "side by side compare. An empty answer means “not stated”, never 0.",
    arguments=FactsArguments,
    run=run,
)

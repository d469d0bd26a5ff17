"""How a fact is told in an answer: never a bare number, and never without its citation."""

from collections.abc import Iterable, Sequence

from app.agents.budget import Item
from app.agents.desk import Desk
from app.models.words import Language, ValueType
from app.reasoning.phrases import cautions, stated
from app.resources.facts import FactPublic

NOT_STATED = "not stated, which is not 0"
"""What is said where no document says anything."""

NOT_STATED_OF_THESE = "not stated of the subjects asked for, which is not 0"
"""What is said where only some subjects were asked for."""


def told(fact: FactPublic, desk: Desk, *, dated: bool = True) -> str:
    """Return the value in words: hedge, unit, period and cautions, then year, scope and status."""
    about = [f"year {fact.year}" if fact.year else "no year"] if dated else []
    about += [f"scope {fact.scope}"] if fact.scope else []
    return f"{_value(fact, desk)}; {', '.join([*about, fact.status])}"


def _value(fact: FactPublic, desk: Desk) -> str:
    chinese = desk.language is Language.ZH
    if fact.value_type is ValueType.NUMBER:
        return stated(fact)[chinese]
    quoted = f"“{fact.text}”" if fact.value_type is ValueType.TEXT else fact.text
    pointed = f"({fact.object.id})" if fact.object and fact.text else fact.object and fact.object.id
    warned = "; ".join(caution[chinese] for caution in cautions(fact))
    return " ".join(part for part in (quoted, pointed, warned and f"({warned})") if part)


def cited(fact: FactPublic, desk: Desk, *, whole: bool, dated: bool = True) -> str:
    """Return what a fact says, with its whole citation or the pinned link."""
    return f"{told(fact, desk, dated=dated)}. cite: {desk.say(fact.cite) if whole else fact.cite.link}"


def item_of(fact: FactPublic, desk: Desk, rivals: Sequence[FactPublic]) -> Item:
    """Return a fact as an item, with what competes with it."""
    start = f"- {fact.property} of {fact.subject.id}"

    def shown(whole: bool) -> str:
        lines = [f"{start}: {cited(fact, desk, whole=whole)}"]
        lines += [f"  also stated, not the best: {cited(one, desk, whole=whole)}" for one in rivals]
        return "\n".join(lines)

    conflict = f" and {len(rivals)} that compete with it" if rivals else ""
    return Item(shown(True), shown(False), f"{start}{conflict}: too long to show. cite: {fact.cite.link}")


def no_edition(asked: Iterable[int] | None, known: Iterable[int]) -> str:
    """Return what is said of years asked for that have no edition; empty if all have."""
    missing = sorted(set(asked or ()) - set(known))
    years = ", ".join(map(str, missing))
    text = f"{years}: the documents tell of no edition held, so its figures are not stated."
    return f"{text} get_facts(years=[...]) tells what else is stated, such as plans." if missing else ""

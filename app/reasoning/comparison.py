"""Whether two figures of two years may be compared, and what may be said of the change between them."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from app.models.units import UNITS
from app.models.words import Bound, Scope, Status
from app.reasoning.interval import Interval
from app.reasoning.phrases import JOINED, SCOPES, display, number

Figure = Any
"""The row of a fact that states a number, or None where nothing is stated."""

Texts = tuple[str, str]
"""A sentence in English and in Chinese."""


class Reason(StrEnum):
    """Why two figures cannot be compared; the first that applies, in this order."""

    NOT_STATED = "not_stated"
    PLANNED_AGAINST_REPORTED = "planned_against_reported"
    DEFINITION_DIFFERS = "definition_differs"
    SCOPE_DIFFERS = "scope_differs"
    UNIT_DIFFERS = "unit_differs"
    BOUND_DIFFERS = "bound_differs"
    NOT_EXACT = "not_exact"


@dataclass(frozen=True)
class End:
    """One end of a comparison: a year, what is stated for it, and of what, the year of the edition apart."""

    year: int
    figure: Figure
    definition: tuple[str | None, ...] = ()


def reason(before: End, after: End) -> Reason | None:
    """Return the first reason not to compare; None if both are exact numbers of the same thing."""
    if before.figure is None or after.figure is None:
        return Reason.NOT_STATED
    first, second = before.figure, after.figure
    differs: dict[Reason, bool] = {
        Reason.PLANNED_AGAINST_REPORTED: first.status != second.status,
        Reason.DEFINITION_DIFFERS: before.definition != after.definition,
        Reason.SCOPE_DIFFERS: first.scope != second.scope,
        Reason.UNIT_DIFFERS: first.unit != second.unit,
        Reason.BOUND_DIFFERS: first.bound != second.bound,
        Reason.NOT_EXACT: first.bound != Bound.EXACT,
    }
    return next((why for why, found in differs.items() if found), None)


def explain(before: End, after: End) -> Texts:
    """Return a sentence on the change: how much it is, or why it cannot be told and what still can."""
    why = reason(before, after)
    return _WORDING[why](before, after) if why else _exact(before, after)


def difference(before: Figure, after: Figure) -> Decimal:
    """Return an exact number less another."""
    return Decimal(str(after.number)) - Decimal(str(before.number))


def percent(before: Figure, after: Figure) -> Decimal | None:
    """Return the change in percent of the earlier number, to two decimals; None if that is 0."""
    first = Decimal(str(before.number))
    return round(difference(before, after) / first * 100, 2) if first else None


def _both(before: End, after: End) -> Texts:
    (en_1, zh_1), (en_2, zh_2) = (_stated(end) for end in (before, after))
    return f"From {en_1} in {before.year} to {en_2} in {after.year}", f"{before.year}年{zh_1}，{after.year}年{zh_2}"


def _stated(end: End) -> Texts:
    en, zh = display(end.figure.number, Bound(end.figure.bound))
    one, several, measured = UNITS[end.figure.unit]
    scope = SCOPES[Scope(end.figure.scope)]
    unit = one if end.figure.number == 1 else several
    return f"{en}{unit if unit in JOINED else f' {unit}'}{scope[0]}", f"{zh}{measured}{scope[1]}"


def _exact(before: End, after: End) -> Texts:
    en, zh = _both(before, after)
    change, share = difference(before.figure, after.figure), percent(before.figure, after.figure)
    if not change:
        return f"{en}: no change.", f"{zh}：持平。"
    way = ("more", "增加") if change > 0 else ("fewer", "减少")
    if after.figure.unit == "percent":
        amount, relative = (f"{abs(change)} percentage points", f"{abs(change)}个百分点"), ("", "")
    else:
        amount = (number(abs(change)),) * 2
        relative = ("", "") if share is None else (f" ({share.normalize():+f} %)", f"（{share.normalize():+f}%）")
    return f"{en}: {amount[0]} {way[0]}{relative[0]}.", f"{zh}：{way[1]}{amount[1]}{relative[1]}。"


def _not_stated(before: End, after: End) -> Texts:
    years = [end.year for end in (before, after) if end.figure is None]
    listed = " and ".join(map(str, years)), "、".join(f"{year}年" for year in years)
    return f"Not stated for {listed[0]}, so there is no change to tell.", f"文件未载{listed[1]}的数字，无从比较。"


def _planned(before: End, after: End) -> Texts:
    planned = before if before.figure.status == Status.PLANNED else after
    return (
        f"The figure of {planned.year} is only announced; an announcement is not a result.",
        f"{planned.year}年的数字只是计划，不能与结果比较。",
    )


def _definition(before: End, after: End) -> Texts:
    en, zh = _both(before, after)
    return f"{en}: the two are of different things, so no change can be told.", f"{zh}：两者所指不同，无从比较。"


def _scope(before: End, after: End) -> Texts:
    en, zh = _both(before, after)
    return f"{en}: they differ in scope, so no change can be told.", f"{zh}：两者范围不同，无从比较。"


def _unit(before: End, after: End) -> Texts:
    en, zh = _both(before, after)
    return f"{en}: they differ in what is counted, so no change can be told.", f"{zh}：两者单位不同，无从比较。"


def _hedged(before: End, after: End) -> Texts:
    en, zh = _both(before, after)
    between = Interval.strict(after.figure.number, Bound(after.figure.bound)).minus(
        Interval.strict(before.figure.number, Bound(before.figure.bound))
    )
    rest = _bounded(between)
    return f"{en}: {rest[0]}.", f"{zh}：{rest[1]}。"


def _bounded(change: Interval) -> Texts:
    """Say what is certain of a change that is known only within an interval."""
    if change.low is not None and change.low >= 0:
        return _at_least(change.low, ("more", "增加"), is_open=change.low_open)
    if change.high is not None and change.high <= 0:
        return _at_least(-change.high, ("fewer", "减少"), is_open=change.high_open)
    if change.high is not None:
        word = ("fewer than", "少于") if change.high_open else ("at most", "至多")
        amount = number(change.high)
        return f"{word[0]} {amount} more, if more at all", f"即使增加，也{word[1]}{amount}"
    if change.low is not None:
        word = ("fewer than", "少于") if change.low_open else ("at most", "至多")
        amount = number(-change.low)
        return f"{word[0]} {amount} fewer, if fewer at all", f"即使减少，也{word[1]}{amount}"
    return "the hedges allow no statement on the change", "措辞不足以判断增减"


def _at_least(amount: Decimal, way: Texts, *, is_open: bool) -> Texts:
    if not amount:
        return (f"{way[0]}", f"{way[1]}") if is_open else (f"as many or {way[0]}", f"持平或{way[1]}")
    word = ("more than", "超过") if is_open else ("at least", "至少")
    return f"{word[0]} {number(amount)} {way[0]}", f"{way[1]}{word[1]}{number(amount)}"


_WORDING: dict[Reason, Callable[[End, End], Texts]] = {
    Reason.NOT_STATED: _not_stated,
    Reason.PLANNED_AGAINST_REPORTED: _planned,
    Reason.DEFINITION_DIFFERS: _definition,
    Reason.SCOPE_DIFFERS: _scope,
    Reason.UNIT_DIFFERS: _unit,
    Reason.BOUND_DIFFERS: _hedged,
    Reason.NOT_EXACT: _hedged,
}

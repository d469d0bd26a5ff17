"""Says what changed between two figures: how much, or why it cannot be told and what still can."""

from collections.abc import Callable
from decimal import Decimal

from app.models.words import Bound, Status
from app.reasoning.comparison import End, Reason, difference, percent, reason
from app.reasoning.interval import Interval
from app.reasoning.phrases import number, stated

Texts = tuple[str, str]
"""A sentence in English and in Chinese."""

POINTS = (" percentage points", "个百分点")
"""What a difference of percentages is counted in."""


def explain(before: End, after: End) -> Texts:
    """Return a sentence on the change: how much it is, or why it cannot be told and what still can."""
    why = reason(before, after)
    return _WORDING[why](before, after) if why else _exact(before, after)


def _both(before: End, after: End) -> Texts:
    (en_1, zh_1), (en_2, zh_2) = stated(before.figure), stated(after.figure)
    return f"From {en_1} in {before.year} to {en_2} in {after.year}", f"{before.year}年{zh_1}，{after.year}年{zh_2}"


def _exact(before: End, after: End) -> Texts:
    en, zh = _both(before, after)
    change, share = difference(before.figure, after.figure), percent(before.figure, after.figure)
    if not change:
        return f"{en}: no change.", f"{zh}：持平。"
    if before.figure.property == "ordinal":
        return f"{en}.", f"{zh}。"
    told = _amount(abs(change), _way(after, change > 0), _unit_of(after))
    relative = "" if share is None else f"{share.normalize():+f}%"
    return (
        (f"{en}: {told[0]} ({relative}).", f"{zh}：{told[1]}（{relative}）。")
        if relative
        else (
            f"{en}: {told[0]}.",
            f"{zh}：{told[1]}。",
        )
    )


def _way(end: End, more: bool) -> Texts:
    """Return the words for more and fewer of what is counted; percentages are higher or lower, measures less."""
    if end.figure.unit == "percent":
        return ("higher", "上升") if more else ("lower", "下降")
    fewer = "less" if end.figure.unit in {"CNY", "square_metre", "fold"} else "fewer"
    return ("more", "增加") if more else (fewer, "减少")


def _unit_of(end: End) -> Texts:
    return POINTS if end.figure.unit == "percent" else ("", "")


def _amount(amount: Decimal, way: Texts, unit: Texts, hedge: Texts = ("", "")) -> Texts:
    points = unit[0].removesuffix("s") if amount == 1 else unit[0]
    return f"{hedge[0]}{number(amount)}{points} {way[0]}", f"{way[1]}{hedge[1]}{number(amount)}{unit[1]}"


def _not_stated(before: End, after: End) -> Texts:
    years = [end.year for end in (before, after) if end.figure is None]
    listed = " and ".join(map(str, years)), "、".join(f"{year}年" for year in years)
    return (
        f"No figure to compare for {listed[0]}, so there is no change to tell.",
        f"{listed[1]}无可比较的数字，无从得出变化。",
    )


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
    return f"{en}: they differ in what is counted, so no change can be told.", f"{zh}：两者统计口径不同，无从比较。"


def _hedged(before: End, after: End) -> Texts:
    en, zh = _both(before, after)
    between = Interval.strict(after.figure.number, Bound(after.figure.bound)).minus(
        Interval.strict(before.figure.number, Bound(before.figure.bound))
    )
    rest = _bounded(between, after)
    return f"{en}: {rest[0]}.", f"{zh}：{rest[1]}。"


def _bounded(change: Interval, end: End) -> Texts:
    """Say what is certain of a change that is known only within an interval."""
    more, fewer, unit = _way(end, True), _way(end, False), _unit_of(end)
    if change.low is not None and change.low >= 0:
        return _at_least(change.low, more, unit, is_open=change.low_open)
    if change.high is not None and change.high <= 0:
        return _at_least(-change.high, fewer, unit, is_open=change.high_open)
    if change.high is not None:
        return _at_most(change.high, more, unit, is_open=change.high_open)
    if change.low is not None:
        return _at_most(-change.low, fewer, unit, is_open=change.low_open)
    return "the hedges allow no statement on the change", "措辞不足以判断增减"


def _at_least(amount: Decimal, way: Texts, unit: Texts, *, is_open: bool) -> Texts:
    if not amount:
        return way if is_open else (f"as many or {way[0]}", f"持平或{way[1]}")
    return _amount(amount, way, unit, ("more than ", "超过") if is_open else ("at least ", "至少"))


def _at_most(amount: Decimal, way: Texts, unit: Texts, *, is_open: bool) -> Texts:
    en, _ = _amount(
        amount, way, unit, ("fewer than " if not unit[0] else "less than ", "") if is_open else ("at most ", "")
    )
    word = "少于" if is_open else "至多"
    return f"{en}, if {way[0]} at all", f"即使{way[1]}，{way[1]}数也{word}{number(amount)}{unit[1]}"


_WORDING: dict[Reason, Callable[[End, End], Texts]] = {
    Reason.NOT_STATED: _not_stated,
    Reason.PLANNED_AGAINST_REPORTED: _planned,
    Reason.DEFINITION_DIFFERS: _definition,
    Reason.SCOPE_DIFFERS: _scope,
    Reason.UNIT_DIFFERS: _unit,
    Reason.BOUND_DIFFERS: _hedged,
    Reason.NOT_EXACT: _hedged,
}

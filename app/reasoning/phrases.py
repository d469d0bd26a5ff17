"""How numbers read: their hedges, units and scopes, their periods, and what a reader must be warned of."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from app.models.words import Basis, Bound, Rank, Scope, Status, YearBasis
from app.reasoning.units import UNITS

HEDGES = {
    Bound.EXACT: ("", ""),
    Bound.MORE_THAN: ("more than ", "超过"),
    Bound.AT_LEAST: ("at least ", "至少"),
    Bound.NEARLY: ("nearly ", "近"),
    Bound.AT_MOST: ("at most ", "至多"),
    Bound.ABOUT: ("about ", "约"),
}
"""The words of each hedge in English and Chinese."""

JOINED = ("%", "-fold")
"""Units that follow their number without a blank."""

SCOPES = {
    Scope.ALL: ("no restriction stated", "未注明范围"),
    Scope.ON_SITE: ("on site", "现场"),
    Scope.ONLINE: ("online", "线上"),
    Scope.OVERSEAS: ("overseas", "境外"),
    Scope.DOMESTIC: ("domestic", "境内"),
}
"""What a number covers."""

PERIODS = {
    "start": ("at the start of “{}”", "“{}”之初"),
    "end": ("at the end of “{}”", "“{}”之末"),
    "over": ("over “{}”", "“{}”期间"),
    "since": ("since “{}”", "自“{}”以来"),
}
"""How a value relates to its period, whose printed words stand between the quotation marks."""

CAUTIONS = {
    "planned": ("announced, not reported as held", "计划，尚未见举办报道"),
    "inferred": ("inferred", "推断"),
    "ambiguous": ("ambiguous in print", "原文有歧义"),
    "deprecated": ("garbled in print, not to be relied on", "原文有误，不宜采信"),
    "year": ("year inferred", "年份系推断"),
}
"""What must be said with a value, so that nobody reads it as plainly stated."""


def stated(figure: Any) -> tuple[str, str]:
    """Return a figure with its hedge, unit, scope and period, and with all that keeps it from being plainly stated."""
    return worded(figure.number, Bound(figure.bound), figure.unit, _remarks(figure), figure.property == "ordinal")


def _remarks(figure: Any) -> list[tuple[str, str]]:
    remarks = [SCOPES[Scope(figure.scope)]] if figure.scope != Scope.ALL else []
    if figure.period:
        en, zh = PERIODS[figure.period_role]
        remarks.append((en.format(figure.period), zh.format(figure.period)))
    return remarks + cautions(figure)


def cautions(fact: Any) -> list[tuple[str, str]]:
    """Return what must be said with a fact, so that nobody reads it as plainly stated."""
    applies = {
        "planned": fact.status == Status.PLANNED,
        "inferred": fact.basis == Basis.INFERRED,
        "ambiguous": fact.basis == Basis.AMBIGUOUS,
        "deprecated": fact.rank == Rank.DEPRECATED,
        "year": fact.year_basis == YearBasis.INFERRED,
    }
    return [CAUTIONS[name] for name, found in applies.items() if found]


def worded(
    value: float, bound: Bound, unit: str | None, remarks: Sequence[tuple[str, str]] = (), ordinal: bool = False
) -> tuple[str, str]:
    """Return a number with its hedge and unit, the remarks in brackets."""
    en, zh = display(value, bound)
    one, several, measured = UNITS.get(unit or "", ("", "", ""))
    named = one if value == 1 else several
    if ordinal:
        en, zh, named = f"{en}{_ending(int(value))} {one}", f"第{zh}", ""
    en = f"{en}{'' if named in JOINED else ' '}{named}".rstrip()
    ens, zhs = "; ".join(remark[0] for remark in remarks), "；".join(remark[1] for remark in remarks)
    return (f"{en} ({ens})", f"{zh}{measured}（{zhs}）") if remarks else (en, f"{zh}{measured}")


def _ending(value: int) -> str:
    teens = value % 100 in {11, 12, 13}
    return "th" if teens else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")


def number(value: float | Decimal) -> str:
    """Return a number as it is read, with thousands separated."""
    return f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"


def display(value: float, bound: Bound) -> tuple[str, str]:
    """Return hedge and number in English and Chinese."""
    en, zh = HEDGES[bound]
    return f"{en}{number(value)}", f"{zh}{number(value)}"

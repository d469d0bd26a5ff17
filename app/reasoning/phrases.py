"""How hedges, scopes and numbers read in a sentence."""

from decimal import Decimal

from app.models.words import Bound, Scope

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
    Scope.ALL: ("", ""),
    Scope.ON_SITE: (" on site", "（现场）"),
    Scope.ONLINE: (" online", "（线上）"),
    Scope.OVERSEAS: (" from overseas", "（境外）"),
    Scope.DOMESTIC: (" from within the country", "（境内）"),
}
"""The words of each scope, after the unit."""


def number(value: float | Decimal) -> str:
    """Return a number as it is read, with thousands separated."""
    return f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"


def display(value: float, bound: Bound) -> tuple[str, str]:
    """Return hedge and number in English and Chinese."""
    en, zh = HEDGES[bound]
    return f"{en}{number(value)}", f"{zh}{number(value)}"

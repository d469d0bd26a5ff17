"""Texts and dates: which side of a name is printed and which is ours, and dates that stop at the year or month."""

from collections.abc import Mapping
from typing import Any

from app.kit.formats.linked import Node, Say, Told

DATES = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}
"""The types of ISO 8601 dates by their length."""


def names(value: Mapping[str, Any] | None, _: Told | None = None) -> Node:
    """Say what is printed as the name; what is ours is another name, its language marked as transformed (RFC 6497)."""
    if value is None:
        return {}
    ours = set(value["translated"])
    printed = {language: value[language] for language in ("en", "zh") if value[language] and language not in ours}
    made = [
        {"@value": value[language], "@language": f"{language}-t-{other}"}
        for language, other in (("en", "zh"), ("zh", "en"))
        if language in ours
    ]
    return {**({"name": printed} if printed else {}), **({"alternateName": made} if made else {})}


def texts(term: str) -> Say:
    """Say a text that is ours, in both languages, or printed in those it is in."""
    return lambda value, _: {term: {language: value[language] for language in ("en", "zh") if value[language]}}


def written(text: str, language: str | None) -> Node:
    """Return a text with its language, if it is known."""
    return {"@value": text, "@language": language} if language else {"@value": text}


def mapped(text: str, language: str | None) -> Node | str:
    """Return a text by its language, as terms are written that hold several; as it is if that is not known."""
    return {language: text} if language else text


def day(iso: str) -> Node:
    """Return an ISO 8601 date that may stop at the year or month."""
    return {"@value": iso, "@type": DATES[len(iso)]}


def on(term: str) -> Say:
    """Say that a value is such a date."""
    return lambda value, _: {term: day(value)}


def year(value: int, _: Told) -> Node:
    """Say which year it is of: never that it began in it."""
    return {"year": str(value)}

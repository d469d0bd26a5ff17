"""Why a claim got its verdict, in a sentence of each language."""

from collections.abc import Iterable, Sequence
from typing import Any

from app.models.units import UNITS
from app.models.vocabulary import VOCABULARY
from app.models.words import Bound, Scope
from app.reasoning.phrases import JOINED, SCOPES, display
from app.reasoning.verdict import Claimed, Verdict

Fact = Any
Texts = tuple[str, str]

FOREIGN_UNITS = {
    "USD": ("dollar", "dollars", "美元"),
    "EUR": ("euro", "euros", "欧元"),
    "square_foot": ("square foot", "square feet", "平方英尺"),
}
"""Units that a text may name and no document does."""


def explain(verdict: Verdict, claimed: Claimed, facts: Sequence[Fact]) -> Texts:
    """Return why `facts` give the verdict on a claim whose property and year are known."""
    said = _listed(_worded(fact.number, fact.bound, fact.unit, fact.scope) for fact in facts)
    text = _worded(claimed.number, claimed.bound, claimed.unit, claimed.scope)
    if verdict is Verdict.NOT_IN_SOURCES and not facts:
        return "No document states this for that year.", "文件未载该年的这一数字。"
    en, zh = _WHY[verdict]
    if verdict is Verdict.SUPPORTED and all(fact.number != claimed.number for fact in facts):
        en, zh = "It follows from the documents: {said}.", "由文件可知：{said}。"
    return en.format(said=said[0], text=text[0]), zh.format(said=said[1], text=text[1])


_WHY: dict[Verdict, Texts] = {
    Verdict.SUPPORTED: ("The documents say so: {said}.", "与文件一致：{said}。"),
    Verdict.HEDGE_LOST: (
        "The hedge of the documents is lost: they say {said}, not {text}.",
        "遗漏了原文的限定语：文件称{said}，而非{text}。",
    ),
    Verdict.HEDGE_ADDED: (
        "The documents are exact: they say {said}; “{text}” is vaguer.",
        "文件给出的是确数：{said}；“{text}”不够确切。",
    ),
    Verdict.UNIT_MISMATCH: (
        "The documents count something else: they say {said}, not {text}.",
        "统计单位不同：文件称{said}，而非{text}。",
    ),
    Verdict.SCOPE_MISMATCH: (
        "The documents give this number for another scope: they say {said}, not {text}.",
        "范围不同：文件称{said}，而非{text}。",
    ),
    Verdict.CONTRADICTED: (
        "The documents say otherwise: {said}, not {text}.",
        "与文件不符：文件称{said}，而非{text}。",
    ),
    Verdict.NOT_IN_SOURCES: (
        "No document states it; what they say, {said}, neither gives nor excludes {text}.",
        "文件未载；文件称{said}，既未给出也未排除{text}。",
    ),
    Verdict.AMBIGUOUS: (
        "The only statement of it can be read in two ways, so it decides nothing: {said}.",
        "唯一的表述可作两种理解，不能据以判断：{said}。",
    ),
}


def uncounted() -> Texts:
    """Return why a figure of something that no property counts has no source."""
    return (
        "Nothing that the documents count was recognised beside this number.",
        "未识别出该数字所计的事物，文件亦无从对应。",
    )


def which_property(names: Iterable[str]) -> Texts:
    """Return why a figure that may be of several properties is left open."""
    listed = sorted(names)
    en, zh = ", ".join(VOCABULARY[name].en for name in listed), "、".join(VOCABULARY[name].zh for name in listed)
    return f"It is open what is counted; it may be: {en}.", f"所指不明，可能是：{zh}。"


def which_year(name: str) -> Texts:
    """Return why a figure without a year is left open."""
    term = VOCABULARY[name]
    return f"Read as “{term.en}”; no year is named, and none is guessed.", f"理解为“{term.zh}”；未写明年份，不作推测。"


def which_subject(facts: Iterable[Fact]) -> Texts:
    """Return why a figure that is stated of several things is left open."""
    ids = sorted({fact.subject_id for fact in facts})
    return (
        f"It is stated of several things that year, and the text does not tell which: {', '.join(ids)}.",
        f"该年有多个对象载有此项，文中未说明是哪一个：{'、'.join(ids)}。",
    )


def _listed(texts: Iterable[Texts]) -> Texts:
    found = list(dict.fromkeys(texts))
    return " and ".join(en for en, _ in found), "、".join(zh for _, zh in found)


def _worded(number: float, bound: Bound, unit: str | None, scope: Scope) -> Texts:
    en, zh = display(number, Bound(bound))
    one, several, measured = (UNITS | FOREIGN_UNITS).get(unit or "", ("", "", ""))
    named = one if number == 1 else several
    scoped = SCOPES[Scope(scope)]
    return f"{en}{'' if named in JOINED else ' '}{named}".rstrip() + scoped[0], f"{zh}{measured}{scoped[1]}"

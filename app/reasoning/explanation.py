"""Why a claim got its verdict, in a sentence of each language."""

from collections.abc import Iterable, Sequence
from typing import Any

from app.models.vocabulary import VOCABULARY
from app.models.words import Scope
from app.reasoning.phrases import SCOPES, stated, worded
from app.reasoning.verdict import Claimed, Verdict

Fact = Any
Texts = tuple[str, str]

_WHY: dict[Verdict, Texts] = {
    Verdict.SUPPORTED: ("The documents say so: {said}.", "与文件一致：{said}。"),
    Verdict.HEDGE_LOST: (
        "The hedge is not that of the documents: they say {said}, not “{text}”.",
        "限定语与原文不一致：文件称{said}，而非“{text}”。",
    ),
    Verdict.HEDGE_ADDED: (
        "The documents are exact: they say {said}; “{text}” is vaguer.",
        "文件给出的是确数：{said}；“{text}”不够确切。",
    ),
    Verdict.UNIT_MISMATCH: (
        "The documents count something else: they say {said}, not “{text}”.",
        "统计口径不同：文件称{said}，而非“{text}”。",
    ),
    Verdict.SCOPE_MISMATCH: (
        "The documents give this number for another scope: they say {said}, not “{text}”.",
        "范围不同：文件称{said}，而非“{text}”。",
    ),
    Verdict.CONTRADICTED: (
        "The documents say otherwise: {said}, not “{text}”.",
        "与文件不符：文件称{said}，而非“{text}”。",
    ),
    Verdict.NOT_IN_SOURCES: (
        "No document states it; what they say, {said}, neither gives nor excludes “{text}”.",
        "文件未载；文件称{said}，既未给出也未排除“{text}”。",
    ),
    Verdict.AMBIGUOUS: (
        "What the documents say of it decides nothing: {said}.",
        "文件的相关表述不足以判断：{said}。",
    ),
}
FOLLOWS = ("It follows from the documents: {said}.", "由文件可知：{said}。")
"""Said of a supported claim whose number is not the documents' own."""


def explain(verdict: Verdict, claimed: Claimed, facts: Sequence[Fact]) -> Texts:
    """Return why `facts` give the verdict on a claim whose property and year are known."""
    if verdict is Verdict.NOT_IN_SOURCES and not facts:
        return "No document states this for that year.", "文件未载该年的这一数字。"
    follows = verdict is Verdict.SUPPORTED and all(fact.number != claimed.number for fact in facts)
    en, zh = FOLLOWS if follows else _WHY[verdict]
    said, text = _listed(stated(fact) for fact in facts), _claimed(claimed)
    return en.format(said=said[0], text=text[0]), zh.format(said=said[1], text=text[1])


def uncounted() -> Texts:
    """Return why a figure of something that no property counts has no source."""
    return (
        "Nothing that the documents count was recognised beside this number.",
        "未能识别该数字统计的是什么，无法与文件核对。",
    )


def not_a_level() -> Texts:
    """Return why a change, a range or a denied number is left open."""
    return (
        "This figure is part of a change, a range, a share or a denial, which is not checked.",
        "该数字属于增减幅度、区间、部分占比或否定，不作核对。",
    )


def not_plain() -> Texts:
    """Return why a figure is left open in a sentence that is no plain statement."""
    return (
        "The sentence denies, doubts or supposes, which is not checked.",
        "句子含否定、质疑或假设，不作核对。",
    )


def not_whole() -> Texts:
    """Return why a number is left open beside which something was not read."""
    return (
        "The number was not read whole: a sign, a scale or more digits beside it may belong to it.",
        "该数字未能读全：其旁的符号、数量级或其他数字可能属于该数字。",
    )


def borrowed_noun() -> Texts:
    """Return why a figure is left open whose noun is a neighbour's, or restricted by a word that is not known."""
    return (
        "What is counted does not stand plainly beside this number; that of another figure is not taken for it.",
        "该数字旁未明确写出统计的是什么，不借用其他数字所指。",
    )


def borrowed_year() -> Texts:
    """Return why a figure is left open whose year is a neighbour's."""
    return (
        "Several years are named, and none stands beside this figure; that of another figure is not taken for it.",
        "句中有多个年份，均不在该数字旁，不借用其他数字的年份。",
    )


def part_or_change() -> Texts:
    """Return why a figure is left open in a sentence that tells of a part, a change or a comparison."""
    return (
        "The sentence tells of a part, a change or a comparison, so that it is open what this figure is of.",
        "句子涉及部分、增减或比较，无法确定该数字所指。",
    )


def elsewhere() -> Texts:
    """Return why a figure is left open in a sentence that names what the facts are not about."""
    return (
        "The sentence names something else than what the documents state this of; this figure may be of that.",
        "句中提到的名称与文件所述对象不同，该数字可能另有所属。",
    )


def says_more() -> Texts:
    """Return why a figure does not contradict the documents whose sentence says more of it than is read."""
    return (
        "The documents give another number, but the sentence says more of this figure than is read: it may be a part.",
        "文件所载数字不同，但句中对该数字另有未能读懂的限定，可能只指其中一部分。",
    )


def unknown() -> Texts:
    """Return why a figure is left open whose clause begins with words that are not known."""
    return (
        "The clause begins with words that are not known; this figure may be of somebody else.",
        "分句以未能识别的词语开头，该数字可能另有所属。",
    )


def another(facts: Iterable[Fact]) -> Texts:
    """Return why a figure is not contradicted whose number the documents do state of something else."""
    said = _listed(stated(fact) for fact in facts)
    return (
        f"The documents do state this number that year, of something else: {said[0]}; this figure may be of that.",
        f"文件载有该年的这一数字，但所指不同：{said[1]}；该数字可能属于后者。",
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
        f"It is stated of several things that year, and the claim does not tell which: {', '.join(ids)}.",
        f"该年有多个对象载有此项，未说明是哪一个：{'、'.join(ids)}。",
    )


def _listed(texts: Iterable[Texts]) -> Texts:
    found = list(dict.fromkeys(texts))
    return " and ".join(en for en, _ in found), "、".join(zh for _, zh in found)


def _claimed(claimed: Claimed) -> Texts:
    remarks = [SCOPES[Scope(claimed.scope)]] if claimed.scope != Scope.ALL else []
    en, zh = worded(claimed.number, claimed.bound, claimed.unit, remarks, claimed.ordinal)
    return (en.replace("at most", "fewer than", 1), zh.replace("至多", "少于", 1)) if claimed.strict else (en, zh)

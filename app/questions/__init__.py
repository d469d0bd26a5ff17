"""What is asked of several tables at once: plain routes beside the resources. `QUESTIONS` is the table of contents."""

from app.kit.question import Question
from app.questions import changes, pinned, releases
from app.questions.compare import compare
from app.questions.coverage import coverage
from app.questions.search import search
from app.questions.suggest import suggest
from app.questions.trends import trends

__all__ = ["QUESTIONS"]

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
)

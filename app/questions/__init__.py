"""What is asked of several tables at once: plain routes beside the resources. `QUESTIONS` is the table of contents."""

from app.kit.question import Question
from app.questions import changes, pinned, releases

__all__ = ["QUESTIONS"]

QUESTIONS: tuple[Question, ...] = (releases.LIST, releases.ONE, pinned.PINNED, changes.CHANGES)

"""What is asked of several tables at once: plain routes beside the resources. `QUESTIONS` is the table of contents."""

from app.kit.question import Question
from app.questions.search import search
from app.questions.suggest import suggest

__all__ = ["QUESTIONS"]

QUESTIONS: tuple[Question, ...] = (search, suggest)

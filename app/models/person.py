"""People, each one human being across years and languages."""

from app.models.base import Named


class Person(Named, table=True):
    """One person."""

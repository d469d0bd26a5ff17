"""Organisations, each one across years and languages."""

from app.models.base import Named


class Organization(Named, table=True):
    """One organisation."""

"""How a fact gets in: strict records, proven spans, one transaction."""

from pathlib import Path

FACTS = Path(__file__).parent / "facts"
"""The folder of the data files."""

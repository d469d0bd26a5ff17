"""The `summits` command line."""

from app.commands.cli import main

__all__ = ["main"]

"""The command line of seeding. What its commands need is imported when they run: a server has them, and needs none."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import sqlalchemy as sa
import typer
from pydantic import ValidationError

from app.settings import Settings, wrong
from seed import FACTS
from seed.problem import Refused, first_line

app = typer.Typer(help="Load the data files into the database, or check them.", pretty_exceptions_enable=False)

Folder = Annotated[Path, typer.Option(help="Folder of the data files.", file_okay=False, exists=True)]

Documents = Annotated[
    Path | None,
    typer.Option(
        envvar="SUMMIT_DOCUMENTS", help="Folder of the documents, to prove every span.", file_okay=False, exists=True
    ),
]


@app.callback(invoke_without_command=True)
def main_command(
    context: typer.Context,
    check: Annotated[bool, typer.Option("--check", help="Prove everything, write nothing.")] = False,
    facts: Folder = FACTS,
    documents: Documents = None,
    only: Annotated[str | None, typer.Option(help="With --check: one document's file alone.")] = None,
) -> None:
    """Prove the data files, then load them in one transaction."""
    from seed import commands  # noqa: PLC0415

    if context.invoked_subcommand is None:
        if only is not None and not check:
            raise Refused(["--only goes with --check: a part of the data is never loaded"])
        if check:
            commands.prove(facts, documents, only and only.removesuffix(".yaml"))
        else:
            commands.seed(Settings(), facts, documents)


@app.command()
def release(
    on: Annotated[str, typer.Option(help="Day of the release, such as 2026-11-22; today unless given.")] = "",
    facts: Folder = FACTS,
    documents: Documents = None,
) -> None:
    """Add the data files as they stand to the release log."""
    from seed import commands  # noqa: PLC0415

    try:
        day = date.fromisoformat(on) if on else datetime.now(UTC).date()
    except ValueError as error:
        raise Refused([f"--on: {error}; a day such as 2026-11-22 is needed"]) from error
    commands.release(facts, documents, day)


@app.command()
def spans(
    documents: Documents = None,
    facts: Folder = FACTS,
    only: Annotated[str | None, typer.Option(help="One document's file alone.")] = None,
) -> None:
    """Find every phrase in the documents and write the spans files."""
    from seed import commands  # noqa: PLC0415

    commands.spans(facts, _needed(documents), only and only.removesuffix(".yaml"))


@app.command()
def locate(document: str, phrase: str, documents: Documents = None) -> None:
    """Show where a phrase stands in a document: phrase in, positions out, each written so that it is the only one."""
    from seed import commands  # noqa: PLC0415

    commands.locate(document, phrase, _needed(documents))


def _needed(documents: Path | None) -> Path:
    if documents is None:
        raise Refused(["the folder of the documents is needed: --documents DIR or SUMMIT_DOCUMENTS"])
    return documents


@contextmanager
def refusals() -> Iterator[None]:
    """Turn what is refused into lines on standard error and exit status 1."""
    try:
        yield
    except Refused as refused:
        sys.exit("\n".join(refused.problems))
    except ValidationError as error:
        sys.exit("\n".join(wrong(error)))
    except (sa.exc.SQLAlchemyError, ValueError, OSError) as error:
        sys.exit(f"{type(error).__name__}: {first_line(error)}")


def main() -> None:
    """Run the seeding commands."""
    with refusals():
        app()

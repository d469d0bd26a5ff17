"""The seeding commands: load, check, write the spans, locate a phrase."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import sqlalchemy as sa
import typer
from pydantic import ValidationError
from rich.console import Console
from rich.table import Table

from app.database import connect
from app.settings import Settings, wrong
from seed.check import FACTS, at_hand, examine, write_spans
from seed.contents import contents
from seed.load import Report, load
from seed.phrase import Phrase
from seed.problem import Refused
from seed.progress import progress
from seed.releases import alone, append, beside, fitting
from seed.replay import read_log
from seed.rows import all_rows
from seed.spans import lengthen, read_document

app = typer.Typer(help="Load the data files into the database, or check them.", pretty_exceptions_enable=False)

Folder = Annotated[Path, typer.Option(help="Folder of the data files.", file_okay=False, exists=True)]
RELEASE = "run `make release`"

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
    if context.invoked_subcommand is None:
        if only is not None and not check:
            raise Refused(["--only goes with --check: a part of the data is never loaded"])
        if check:
            prove(facts, documents, only and only.removesuffix(".yaml"))
        else:
            seed(Settings(), facts, documents)


def prove(folder: Path, documents: Path | None, only: str | None = None) -> None:
    """Prove the data files and say what was proven. Raises Refused."""
    dataset = examine(folder, documents, only)
    asked = [only] if only else list(dataset.spans)
    proven = at_hand(documents, asked) if documents else []
    for names, how in ((proven, "every span and every digit proven"), (set(asked) - set(proven), "spans as kept")):
        facts = [fact for fact in dataset.facts if {quote.document for quote in fact.evidence} & set(names)]
        if names:
            _console().print(f"{len(facts)} facts of {', '.join(sorted(names))}: {how}", soft_wrap=True)
    if documents is None:
        _console().print("give --documents DIR to prove the spans")
    log = read_log(beside(folder))
    if log and only is None:
        rows = all_rows(dataset)
        version = fitting(log, rows, beside(folder).name)
        if log[-1].version != version:
            last = f"the last of {beside(folder).name} is {log[-1].version}"
            raise Refused([f"{version} is not released: {last}; {RELEASE}"])


def show(report: Report) -> None:
    """Show what a load changed."""
    table = Table("table", "created", "changed", "unchanged", "removed", box=None)
    for name, change in report.tables.items():
        table.add_row(name, *(str(count) for count in vars(change).values()))
    _console().print(table)
    typer.echo(f"release {report.version} ({'new' if report.new else 'unchanged'})")


def seed(
    settings: Settings,
    folder: Path = FACTS,
    documents: Path | None = None,
    tell: Callable[[Report], None] = show,
) -> Report:
    """Load the data files into the database of the settings and tell what changed. Raises Refused."""
    log = read_log(beside(folder))
    rows = all_rows(examine(folder, documents or settings.documents))
    fitting(log, rows, beside(folder).name)
    engine = connect(settings.database_url)
    try:
        with progress(_console(), "loading", sum(map(len, rows.values()))) as advance:
            report = load(engine, rows, log, advance)
    except sa.exc.DBAPIError as error:
        raise Refused(
            [f"the database refused the load and is as it was: {_first_line(error)}{_advice(error)}"]
        ) from error
    finally:
        engine.dispose()
    tell(report)
    return report


@app.command()
def release(
    on: Annotated[str, typer.Option(help="Day of the release, such as 2026-11-22; today unless given.")] = "",
    facts: Folder = FACTS,
    documents: Documents = None,
) -> None:
    """Add the data files as they stand to the release log."""
    path, rows = beside(facts), all_rows(examine(facts, documents))
    try:
        day = date.fromisoformat(on) if on else datetime.now(UTC).date()
    except ValueError as error:
        raise Refused([f"--on: {error}; a day such as 2026-11-22 is needed"]) from error
    with alone(path):
        log = read_log(path)
        version = fitting(log, rows, path.name)
        if log and log[-1].version == version:
            typer.echo(f"release {version} (unchanged)")
            return
        append(path, log, version, day, contents(rows))
    typer.echo(f"release {version} (new), number {len(log) + 1} of {path.name}")


@app.command()
def spans(
    documents: Documents = None,
    facts: Folder = FACTS,
    only: Annotated[str | None, typer.Option(help="One document's file alone.")] = None,
) -> None:
    """Find every phrase in the documents and write the spans files."""
    for path in write_spans(facts, _needed(documents), only and only.removesuffix(".yaml")):
        _console().print(f"wrote {path.name}")


@app.command()
def locate(document: str, phrase: str, documents: Documents = None) -> None:
    """Show where a phrase stands in a document: phrase in, positions out, each written so that it is the only one."""
    text = read_document(_needed(documents), document)
    try:
        hits = Phrase.parse(phrase).hits(text)
    except ValueError as error:
        raise Refused([str(error)]) from error
    if not hits:
        raise Refused([f"the phrase is not in {document}"])
    for start, end in hits:
        typer.echo(f"{start}-{end} {lengthen(text, start, end, hits)}")


def _needed(documents: Path | None) -> Path:
    if documents is None:
        raise Refused(["the folder of the documents is needed: --documents DIR or SUMMIT_DOCUMENTS"])
    return documents


def _console() -> Console:
    return Console(stderr=True, highlight=False)


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]


def _advice(error: Exception) -> str:
    unmigrated = "no such table" in str(error) or "UndefinedTable" in str(error)
    return "; run `summits migrate` first" if unmigrated else ""


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
        sys.exit(f"{type(error).__name__}: {_first_line(error)}")


def main() -> None:
    """Run the seeding commands."""
    with refusals():
        app()

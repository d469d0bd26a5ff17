"""What the seeding commands do: load, check, write the spans, locate a phrase."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import sqlalchemy as sa
import typer
from rich.console import Console
from rich.table import Table

from app.database import connect
from app.settings import Settings
from seed import FACTS
from seed.check import at_hand, examine, write_spans
from seed.contents import contents
from seed.load import Report, load
from seed.phrase import Phrase
from seed.problem import Refused, first_line
from seed.progress import progress
from seed.releases import alone, append, beside, fitting
from seed.replay import read_log
from seed.rows import all_rows
from seed.spans import lengthen, read_document

RELEASE = "run `make release`"


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
            [f"the database refused the load and is as it was: {first_line(error)}{_advice(error)}"]
        ) from error
    finally:
        engine.dispose()
    tell(report)
    return report


def release(folder: Path, documents: Path | None, day: date) -> None:
    """Add the data files as they stand to the release log. Raises Refused."""
    path, rows = beside(folder), all_rows(examine(folder, documents))
    with alone(path):
        log = read_log(path)
        version = fitting(log, rows, path.name)
        if log and log[-1].version == version:
            typer.echo(f"release {version} (unchanged)")
            return
        append(path, log, version, day, contents(rows))
    typer.echo(f"release {version} (new), number {len(log) + 1} of {path.name}")


def spans(folder: Path, documents: Path, only: str | None) -> None:
    """Find every phrase in the documents and write the spans files. Raises Refused."""
    for path in write_spans(folder, documents, only):
        _console().print(f"wrote {path.name}")


def locate(document: str, phrase: str, documents: Path) -> None:
    """Show where a phrase stands in a document. Raises Refused."""
    text = read_document(documents, document)
    try:
        hits = Phrase.parse(phrase).hits(text)
    except ValueError as error:
        raise Refused([str(error)]) from error
    if not hits:
        raise Refused([f"the phrase is not in {document}"])
    for start, end in hits:
        typer.echo(f"{start}-{end} {lengthen(text, start, end, hits)}")


def _console() -> Console:
    return Console(stderr=True, highlight=False)


def _advice(error: Exception) -> str:
    unmigrated = "no such table" in str(error) or "UndefinedTable" in str(error)
    return "; run `summits migrate` first" if unmigrated else ""

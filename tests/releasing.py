"""Releases of our own making: a curator's folder, its log, and databases that followed it in different ways."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from app.commands.migrate import upgrade
from app.database import connect
from app.settings import Settings
from seed.columns import Rows
from seed.contents import contents
from seed.load import load
from seed.releases import Log, append, beside
from seed.replay import read_log
from seed.rows import all_rows
from seed.version import version_of
from tests.workshop import DATA, TEXT, Workshop

SECOND = "The 2031 River Congress in brief. More than 1,500 guests came. It was the first congress on a raft."
SECOND_DATA = """document:
  id: digest-2031
  language: en
  label: {en: "Congress digest", zh: "大会摘要"}
summits:
  river-2031:
    row: {series: river, year: "2031", says: "2031 River Congress"}
    name.en: "2031 River Congress"
    guests~digest: {value: 1500, bound: more_than, says: "More than 1,500 guests", rank: preferred, rank_reason: "New"}
    firsts.raft: {says: "first congress on a raft"}
"""
UNCOUNTED = DATA.replace('    sub_forums: {value: 4, says: "four workshops"}\n', "")
CORRECTED = UNCOUNTED.replace('bound: nearly, says: "nearly 300', 'bound: about, says: "around 300').replace(
    "Congress report", "Report on the congress"
)
REPORT = ("congress-2031", DATA, TEXT)
SHORTER = ("congress-2031", UNCOUNTED, TEXT)
REPRINT = ("congress-2031", CORRECTED, TEXT.replace("nearly 300", "around 300"))
DIGEST = ("digest-2031", SECOND_DATA, SECOND)
Source = tuple[str, str, str]
"""A document: its id, its data file and its text."""


@dataclass
class Series:
    """The datasets of a log, in the order in which they were released."""

    shop: Workshop
    rows: list[Rows] = field(default_factory=list)

    @property
    def path(self) -> Path:
        """Where the log is."""
        return beside(self.shop.facts)

    @property
    def log(self) -> Log:
        """The log as it is."""
        return read_log(self.path)

    @property
    def versions(self) -> list[str]:
        """The versions, oldest first."""
        return [version_of(rows) for rows in self.rows]

    def release(self, *sources: Source, on: str) -> None:
        """Release what the desk holds."""
        rows = edition(self.shop, *sources)
        append(self.path, self.log, version_of(rows), date.fromisoformat(on), contents(rows))
        self.rows.append(rows)


def edition(shop: Workshop, *sources: Source) -> Rows:
    """Return what a desk with these documents says."""
    for path in [*shop.facts.iterdir(), *shop.documents.iterdir()]:
        path.unlink()
    for name, text, prose in sources:
        shop.add(name, text, prose)
    return all_rows(shop.examine())


def three_releases(folder: Path) -> Series:
    """Release one document; then another that outranks it, one fact being withdrawn; then a corrected reprint."""
    series = Series(Workshop.at(folder))
    series.release(REPORT, on="2031-06-01")
    series.release(SHORTER, DIGEST, on="2031-07-01")
    series.release(REPRINT, DIGEST, on="2031-08-01")
    return series


def loaded(url: str, *loads: tuple[Rows, Log]) -> Settings:
    """Migrate a database, load what is given one after another, and return the settings that serve it."""
    upgrade(url)
    engine = connect(url)
    for rows, log in loads:
        load(engine, rows, log)
    engine.dispose()
    return Settings(database_url=url, documents=None)

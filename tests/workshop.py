"""A curator's desk: a document of our own making and its data file, to be damaged in every way."""

from dataclasses import dataclass
from pathlib import Path

from seed.check import examine, write_spans
from seed.dataset import Dataset

TEXT = (
    "The 2031 River Congress met at Oxbow from May 3 to May 5. More than 1,200 guests came, "
    "of them nearly 300 online. There were four workshops. Ada Byron, Director of the Water Board, spoke by video. "
    "Licence 88123.\n"
)
DATA = """document:
  id: congress-2031
  language: en
  label: {en: "Congress report", zh: "大会报告"}
series:
  river: {name.en: "River Congress"}
places:
  oxbow: {row: {kind: town, says: "Oxbow"}, name.en: "Oxbow"}
people:
  ada-byron: {name.en: "Ada Byron"}
organizations:
  water-board: {name.en: "Water Board"}
summits:
  river-2031:
    row: {series: river, year: "2031", says: "2031 River Congress"}
    name.en: "2031 River Congress"
    name.zh: {ours: "2031年河流大会"}
    starts_on: {value: "2031-05-03", says: "May 3"}
    ends_on: {value: "2031-05-05", says: "May 5"}
    place: {value: oxbow, says: "Oxbow"}
    guests: {value: 1200, bound: more_than, says: "More than 1,200 guests"}
    guests.online: {value: 300, bound: nearly, says: "nearly 300 online"}
    sub_forums: {value: 4, says: "four workshops"}
appearances:
  river-2031.ada-byron.speech:
    row: {person: ada-byron, summit: river-2031, contribution: speech, says: "Ada Byron"}
    position.director: {title.en: "Director", organization: water-board, says: "Director of the Water Board"}
    mode: {value: video, says: "by video"}
not_facts:
  - {says: "88123", why: "a licence number"}
"""


@dataclass
class Workshop:
    """A folder of data files and a folder of documents."""

    facts: Path
    documents: Path

    @classmethod
    def at(cls, folder: Path, data: str = DATA, text: str = TEXT, name: str = "congress-2031") -> "Workshop":
        """Lay out one document and its data file."""
        shop = cls(folder / "facts", folder / "documents")
        shop.facts.mkdir(exist_ok=True)
        shop.documents.mkdir(exist_ok=True)
        shop.add(name, data, text)
        return shop

    def add(self, name: str, data: str, text: str) -> None:
        """Lay one more document and its data file beside."""
        (self.facts / f"{name}.yaml").write_text(data, encoding="utf-8")
        (self.documents / f"{name}.txt").write_text(text, encoding="utf-8")

    def examine(self) -> Dataset:
        """Find the spans, then prove and merge."""
        write_spans(self.facts, self.documents)
        return examine(self.facts, self.documents)

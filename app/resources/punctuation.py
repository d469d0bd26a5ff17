"""How a language puts the parts of a citation together."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.models.words import Language

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def quoted(text: str) -> str:
    """Put a text between quotation marks; its own become single ones."""
    return f"“{text.replace('“', '‘').replace('”', '’')}”"


@dataclass(frozen=True)
class Wording:
    """The punctuation and the set phrases of one language."""

    language: Language
    comma: str
    semicolon: str
    stop: str
    brackets: str
    title: str
    undated: str
    claim: str
    citation: str

    def of(self, pair: tuple[str, str]) -> str:
        """Return this language's side of a wording in English and Chinese."""
        return pair[list(Language).index(self.language)]

    def in_brackets(self, text: str, remarks: Sequence[str]) -> str:
        """Return a text with remarks in brackets, if there are any."""
        return text + (self.brackets.format(self.semicolon.join(remarks)) if remarks else "")

    def closed(self, sentence: str) -> str:
        """End a sentence with one full stop."""
        return sentence.removesuffix(self.stop) + self.stop

    def label(self, en: str, zh: str) -> str:
        """Return a label as it reads within a sentence."""
        return self.of((en[0].lower() + en[1:], zh))

    def day(self, iso: str) -> str:
        """Return an ISO 8601 date, which may stop at the year or month, as it is printed."""
        year, *rest = iso.split("-")
        month, date = ([*(int(part) for part in rest), None, None])[:2]
        en = " ".join(str(part) for part in (date, month and MONTHS[month - 1], year) if part)
        zh = f"{year}年" + (f"{month}月" if month else "") + (f"{date}日" if date else "")
        return self.of((en, zh))


ENGLISH = Wording(
    Language.EN,
    comma=", ",
    semicolon="; ",
    stop=".",
    brackets=" ({})",
    title="“{}”",
    undated="n.d.",
    claim="{}, {}: {}",
    citation="{} {} Summit Facts, release {}, {}",
)
CHINESE = Wording(
    Language.ZH,
    comma="，",
    semicolon="；",
    stop="。",
    brackets="（{}）",
    title="《{}》",
    undated="日期不详",
    claim="{}，{}：{}",
    citation="{}{}Summit Facts，版本 {}，{}",
)

"""One figure of a text, as it is read."""

from dataclasses import dataclass, field

from app.models.words import Bound, Scope
from app.reasoning.counted import Nouns
from app.reasoning.dates import Span, Years
from app.reasoning.lexicon import Noun


@dataclass
class Reading:
    """One figure as it is read.

    `place` is the span of the number itself, `start` and `end` that of the words read with it. `noun` is None where no
    noun that we count was found; `inherits` is the figure before, if the noun is that one's. `starts` marks what
    something rose or fell from; not `level` is a change, one end of a range, or a number that is denied. Not `whole`
    is a number of which something was left over; `own_noun` and `own_year` tell that noun and year are said of this
    figure, and are not only those of a neighbour.
    """

    text: str
    place: Span
    start: int
    end: int
    number: float
    bound: Bound
    strict: bool
    scope: Scope
    year: int | None
    noun: Noun | None
    counted: Span
    nouns: Nouns = field(repr=False)
    years: Years = field(repr=False)
    clause: Span
    sentence: Span
    starts: bool = False
    level: bool = True
    whole: bool = True
    own_noun: bool = True
    own_year: bool = True
    inherits: "Reading | None" = field(default=None, repr=False)

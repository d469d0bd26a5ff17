"""Keys of statements: `property[.en|.zh][.scope][.slug][~word]`."""

import re
from dataclasses import dataclass

from app.models.term import Term
from app.models.vocabulary import VOCABULARY
from app.models.words import EntityType, Language, Scope
from seed.problem import one_of

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)*")
_SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")


@dataclass(frozen=True)
class Key:
    """What a key says: which property, and which of its values."""

    property: str
    term: Term
    language: Language | None
    scope: Scope | None
    slug: str | None


def parse(kind: EntityType, written: str) -> Key:
    """Read the key of a statement about a `kind`. Raises ValueError with what is allowed."""
    body, _, word = written.partition("~")
    if "~" in written and not _SLUG.fullmatch(word):
        raise ValueError("after ~ comes a word of [a-z0-9-]")
    name, *suffixes = body.split(".")
    term = VOCABULARY.get(name)
    if term is None or kind not in term.subjects or term.column or name == "record":
        allowed = (key for key, other in VOCABULARY.items() if kind in other.subjects and not other.column)
        raise ValueError(f"{name} is no property of a {kind}; {one_of(set(allowed) - {'record'})}")
    language = scope = slug = None
    if term.localized and not term.many:
        if not suffixes or suffixes[0] not in set(Language):
            raise ValueError(f"{name} needs its language, as {name}.en; {one_of(Language)}")
        language = Language(suffixes.pop(0))
    if len(term.scopes) > 1 and suffixes and suffixes[0] in set(term.scopes) - {Scope.ALL}:
        scope = Scope(suffixes.pop(0))
    if term.many:
        if len(suffixes) != 1 or not _SLUG.fullmatch(suffixes[0]):
            raise ValueError(f"{name} is a list: its key reads {name}.a-slug")
        slug = suffixes.pop(0)
    if suffixes:
        raise ValueError(f"{name} has no {'.'.join(suffixes)}; scopes allowed: {', '.join(term.scopes) or 'none'}")
    return Key(name, term, language, scope, slug)

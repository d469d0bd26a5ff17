"""Reads one data file into records; every refusal names the place and what is allowed."""

from pathlib import Path

from app.models.vocabulary import VOCABULARY
from app.models.words import EntityType, Language, Status, YearBasis
from seed import yaml
from seed.key import ID
from seed.phrase import Phrase
from seed.problem import Problems, Refused, one_of
from seed.records import Both, EntityRecord, File, NotFact, Statement
from seed.statement import StatementReader

SECTIONS = {
    "series": EntityType.SERIES,
    "places": EntityType.PLACE,
    "people": EntityType.PERSON,
    "organizations": EntityType.ORGANIZATION,
    "summits": EntityType.SUMMIT,
    "sub_forums": EntityType.SUB_FORUM,
    "activities": EntityType.ACTIVITY,
    "exhibitors": EntityType.EXHIBITOR,
    "competitions": EntityType.COMPETITION,
    "tracks": EntityType.TRACK,
    "appearances": EntityType.APPEARANCE,
    "partners": EntityType.PARTNER,
    "outcomes": EntityType.OUTCOME,
}
"""The sections of a data file, one for each kind of thing."""

TOP = ("document", *SECTIONS, "not_facts")
ROW_WORDS = ("says", "status", "year_basis")
ENTITY_WORDS = ("row", "note")


def read_file(path: Path) -> File:
    """Read one data file. Raises Refused with everything that is wrong in it."""
    try:
        content = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise Refused([f"{path.name}: not UTF-8 at byte {error.start}"]) from error
    return read_text(content, path.name)


def read_text(content: str, name: str) -> File:
    """Read the text of one data file; `name` is what problems call it."""
    root = yaml.read(content, name)
    problems = Problems()
    reader = _Reader(problems)
    file = reader.file(root, name)
    problems.refuse()
    return file


class _Reader:
    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        self.statements = StatementReader(problems)

    def file(self, root: yaml.Map, name: str) -> File:
        for key, mark in root.marks.items():
            if key not in TOP:
                self.problems.add(mark, f"unknown section; {one_of(TOP)}")
        head = root.nodes.get("document")
        if not isinstance(head, yaml.Map):
            raise Refused([f"{root.mark}: the section document is missing, or not a map"])
        document, language, label = self.document(head)
        self.statements.language = language
        entities = [self.entity(EntityType.DOCUMENT, document, head, ("id", "language", "label"))]
        for section, kind in SECTIONS.items():
            for key, node in self.map(root.nodes.get(section)).items():
                if ID.fullmatch(key) is None:
                    self.problems.add(node.mark, f"an id is of [a-z0-9-], in parts joined by dots; found in {section}")
                elif isinstance(node, yaml.Map):
                    entities.append(self.entity(kind, key, node))
                else:
                    self.problems.add(node.mark, "an entity is a map of its row and its statements")
        return File(document, language, label, name, tuple(entities), self.not_facts(root.nodes.get("not_facts")))

    def document(self, head: yaml.Map) -> tuple[str, Language, Both]:
        texts = {key: node.value for key, node in head.nodes.items() if isinstance(node, yaml.Text)}
        if ID.fullmatch(texts.get("id", "")) is None:
            raise Refused([f"{head.mark}: document needs an id of [a-z0-9-]"])
        if texts.get("language") not in set(Language):
            raise Refused([f"{head.mark}: document needs a language; {one_of(Language)}"])
        label = self.statements.both(head.nodes.get("label"), head.mark, "label") or {}
        if not label:
            self.problems.add(head.mark, "document needs a label {en, zh}, for citations")
        return texts["id"], Language(texts["language"]), label

    def entity(self, kind: EntityType, key: str, node: yaml.Map, known: tuple[str, ...] = ENTITY_WORDS) -> EntityRecord:
        row = self.map(node.nodes.get("row"))
        phrases = self.statements.phrases(row.get("says"))
        statements = self.row(kind, node, row, phrases) if "row" in node.nodes else []
        ours: dict[Language, str] = {}
        for name, value in node.nodes.items():
            if name in known:
                continue
            own = self.our_name(name, value)
            if own is not None:
                ours[own[0]] = own[1]
                continue
            statement = self.statements.read(kind, name, node.marks[name], value)
            if statement is not None:
                statements.append(statement)
        return EntityRecord(
            kind,
            key,
            node.mark,
            tuple(statements),
            phrases,
            self.statements.word(Status, row.get("status")),
            self.statements.word(YearBasis, row.get("year_basis")),
            ours,
            self.statements.both(node.nodes.get("note"), node.mark, "note") if "note" in known else None,
        )

    def row(
        self, kind: EntityType, node: yaml.Map, row: dict[str, yaml.Node], phrases: tuple[Phrase, ...]
    ) -> list[Statement]:
        mark = node.marks["row"]
        columns = {name for name, term in VOCABULARY.items() if term.column and kind in term.subjects}
        if not phrases:
            self.problems.add(mark, "a row needs says: the phrase that proves it")
        found = []
        for name, value in row.items():
            if name in ROW_WORDS:
                continue
            if name not in columns or not isinstance(value, yaml.Text):
                self.problems.add(
                    value.mark, f"{name} is no column of a {kind} row; {one_of(columns | set(ROW_WORDS))}"
                )
                continue
            statement = self.statements.column(kind, name, value, phrases)
            if statement is not None:
                found.append(statement)
        if not found and phrases:
            surface = phrases[0].surface
            found.append(
                Statement("record", "record", surface, phrases, mark, language=self.statements.language, row=True)
            )
        return found

    def our_name(self, key: str, node: yaml.Node) -> tuple[Language, str] | None:
        """Read `name.zh: {ours: "..."}`, a translation of ours: no fact."""
        if not isinstance(node, yaml.Map) or set(node.nodes) != {"ours"}:
            return None
        text = node.nodes["ours"]
        if key not in {f"name.{language}" for language in Language} or not isinstance(text, yaml.Text):
            self.problems.add(node.mark, "only name.en and name.zh may be ours, as one string")
            return None
        return Language(key.removeprefix("name.")), text.value

    def not_facts(self, node: yaml.Node | None) -> tuple[NotFact, ...]:
        if node is None:
            return ()
        if not isinstance(node, yaml.Items):
            self.problems.add(node.mark, "not_facts is a list of {says, why}")
            return ()
        found = []
        for item in node.nodes:
            why = item.nodes.get("why") if isinstance(item, yaml.Map) else None
            if not isinstance(item, yaml.Map) or set(item.nodes) != {"says", "why"} or not isinstance(why, yaml.Text):
                self.problems.add(item.mark, "an item of not_facts is {says, why}, nothing else")
                continue
            found.append(NotFact(self.statements.phrases(item.nodes["says"]), why.value, item.mark))
        return tuple(found)

    def map(self, node: yaml.Node | None) -> dict[str, yaml.Node]:
        if node is None:
            return {}
        if not isinstance(node, yaml.Map):
            self.problems.add(node.mark, "a map is needed here")
            return {}
        return node.nodes

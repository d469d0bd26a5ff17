"""The frozen facts, which tests and examples are answered from; a checkout has them, an installation does not.

They are not served, and what is served may grow without them: a document that is added, or a release that is made,
changes no example and no test of behaviour.
"""

from app.models.words import Recorded
from app.questions.past import EXAMPLE
from app.settings import ROOT
from seed.check import examine
from seed.columns import Rows
from seed.contents import State, contents
from seed.releases import Log, Logged
from seed.rows import all_rows
from seed.version import version_of

FROZEN = ROOT / "tests" / "facts"
"""The folder of their data files."""

LATER = "issuewire-2023"
"""The document that the second of their releases added."""


def frozen_rows() -> Rows:
    """Return the frozen facts as rows. Raises Refused if they are not there."""
    return all_rows(examine(FROZEN, None))


def frozen_log(rows: Rows) -> Log:
    """Return a log of two releases, the second of which is `rows`; the first is the one that examples cite.

    It is made, not kept, because a version is a hash of rows that the code makes too, such as the vocabulary.
    """
    state = contents(rows)
    return (
        Logged(EXAMPLE, "2026-11-22", _without(state, LATER)),
        Logged(version_of(rows), "2026-12-01", state),
    )


def _without(state: State, document: str) -> State:
    """Return a state as it was before a document was read."""
    before: State = {}
    for (kind, thing), content in state.items():
        evidence = [piece for piece in content.get("evidence", []) if piece["document"] != document]
        if kind is Recorded.FACT and evidence:
            before[kind, thing] = {**content, "evidence": evidence}
        elif kind is not Recorded.FACT and thing != document:
            before[kind, thing] = content
    return before

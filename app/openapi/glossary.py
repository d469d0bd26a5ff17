"""What a key of an answer means where the model that has it does not say so: one name means one thing everywhere."""

from typing import Any

from app.models.source import Source, source
from app.models.vocabulary import VOCABULARY
from app.reasoning.phrases import SCOPES

KEYS: dict[str, str] = {
    "about": "What it lists.",
    "added": "How many facts were added.",
    "authors": "Who made the document, as printed.",
    "basis": "How the value follows from the words.",
    "bound": "The hedge of the number, as it was read.",
    "changed": "How many facts were stated otherwise.",
    "changes": "How many facts it changed, by what happened to them.",
    "cite": "How to cite it, in both languages, with a link that stays with this release.",
    "claims": "One entry for each figure, in the order of the text or of the claims.",
    "contribution": "What the person did there.",
    "countries": "The countries that took part.",
    "display": "Hedge and number as read, in both languages.",
    "en": "In English.",
    "end": "Code point after its last, counted from 0.",
    "ends_on": "Last day, ISO 8601; null if not stated.",
    "exhibits": "What was shown, as printed.",
    "explanation": "What can be said, and why no more.",
    "figures": "Its figures; each is null if not stated.",
    "held_on": "Day it was held, ISO 8601; null if not stated.",
    "href": "Path of it.",
    "id": "Its id; it never changes its meaning.",
    "items": "The items.",
    "kind": "What kind of thing it is.",
    "label": "What it is called, in both languages; ours.",
    "language": "Its language; null if it is no text of one language.",
    "mode": "How it was held; null if not stated.",
    "name": "Its name; null if none is printed.",
    "next": "The next page, path-absolute; null on the last.",
    "note": "A remark of ours; null if there is none.",
    "organization_name": "Name of the organisation; null if none is printed.",
    "place": "Name of the place; null if not stated.",
    "points": "One point for each year, oldest first.",
    "property": "What is stated; see `/v1/properties`.",
    "publisher": "Who published it; null if not printed.",
    "rank": "Its rank among facts that compete.",
    "rank_reason": "Why it has another rank than `normal`; null if it has not.",
    "recipient": "Who or what received it.",
    "recipients": "Who or what received it, as far as named.",
    "role": "What the organisation was to the event.",
    "scope": "What the number covers.",
    "sections": "Its sections, as printed.",
    "series": "Id of the series; null if it belongs to none.",
    "start": "Its first code point, counted from 0.",
    "starts_on": "First day, ISO 8601; null if not stated.",
    "state": "What the documents say for that year.",
    "stated": "What is stated of the year that is no figure.",
    "status": "Whether it is told as done or only announced.",
    "sub_forum": "Id of the sub-forum; null if none is said.",
    "summit": "Id of the summit; null if it belongs to none.",
    "text": "The text.",
    "theme": "Its theme; null if not stated.",
    "topic": "Topic of the contribution; null if not stated.",
    "tracks": "Its tracks, as far as named.",
    "type": "What kind of thing it is.",
    "value_type": "Which key holds the value.",
    "verdict": "What the documents say of the figure.",
    "withdrawn": "How many facts are no longer stated.",
    "year": "Year of the event.",
    "years": "One entry for each year, oldest first.",
    "zh": "In Chinese.",
}

OF_ONE: dict[tuple[str, str], str] = {
    ("Author", "name"): "The name, as printed.",
    ("Collection", "id"): "Name of the collection, as in its path.",
    ("Health", "status"): "Always `ok`.",
    ("Readiness", "status"): "Always `ready`.",
    ("Language", "language"): "Its language.",
    ("Claim", "property"): "What is counted.",
}
"""Keys that mean something of their own in one schema."""


def gloss(document: dict[str, Any]) -> None:
    """Describe every key that its model leaves undescribed. What no glossary knows stays so, for a test to find."""
    for model, schema in document["components"]["schemas"].items():
        for key, part in schema.get("properties", {}).items():
            text = part.get("description") or _meaning(model, key)
            if text:
                part["description"] = text


def _meaning(model: str, key: str) -> str | None:
    if model.endswith("Figures"):
        return _figure(key)
    if "Included" in model:
        return f"What `include={key}` asked for."
    return OF_ONE.get((model, key)) or KEYS.get(key)


def _figure(key: str) -> str:
    origin = source(key) or Source(key)
    scope = f", {SCOPES[origin.scope][0]} only" if origin.scope else ""
    return f"{VOCABULARY[origin.property].en}{scope}; null if not stated."

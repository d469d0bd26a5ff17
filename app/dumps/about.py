"""What the dataset is called, and what a reader of its files has to know."""

NAME = "summit-facts"
TITLE = "Summit Facts"
ABOUT = (
    "What documents report about yearly summits: every figure with its hedge, its unit, its scope and the place in a "
    "document that says so."
)
READING = f"""# {TITLE}

{ABOUT}

`data/` holds a table for each collection, in UTF-8; `datapackage.json` describes their columns.

- An empty cell means *not stated*, or a list without values. It is never 0.
- A figure is never a bare number. `bound` is the hedge as printed (`more_than`, `nearly`, ...), `unit` and `scope` say
  what is counted; `fact` is the id of the fact that proves it, `document` and `surface` are where that is printed.
- `status` is `planned` where something is only announced.
- Several values in a cell stand between `|`; a `|` or backslash of their own stands after a backslash. Lists of objects
  are JSON.
- A text that a spreadsheet would take for a formula, because it begins with `=`, `+`, `-` or `@`, stands after an
  apostrophe.
- Facts that are garbled in their document (`rank` is `deprecated`) are left out. The SQLite file has them.
- The last column is the release. The same release has the same data everywhere.
"""
"""Stands beside the tables, and is the description of the package (CommonMark)."""

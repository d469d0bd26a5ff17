"""How rows are read: statements compiled once, connections that keep to a time limit, and one state of the data."""

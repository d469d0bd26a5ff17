"""The formats that any list is written in, declared once."""

"""Migrations: readable, numbered, tested both ways on SQLite and PostgreSQL. Never edited once landed."""

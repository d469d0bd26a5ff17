"""How any table is published: filters, sort, cursor, envelope, problems. Knows no word of the domain."""

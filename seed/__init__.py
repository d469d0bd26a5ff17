"""How a fact gets in: strict records, proven spans, one transaction."""

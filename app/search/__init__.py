"""How texts are found and ranked: one phrase asked of the full-text index, whichever database keeps it."""

"""HTTP on the wire: how uvicorn is set, and its protocols with what they lack. Knows nothing of what is published."""

"""What agents are given: `tools` over the same questions as the REST API, and a guide."""

"""Summit Facts: a REST API over what documents report about yearly summits."""

__version__ = "0.1.0"

"""The tests: one contract over all resources, and the questions a reader would ask."""

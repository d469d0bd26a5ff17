"""Measurements, run by hand: no test waits for a clock."""

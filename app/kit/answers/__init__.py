"""Whole answers, kept as they were sent for as long as the release is served that they show."""

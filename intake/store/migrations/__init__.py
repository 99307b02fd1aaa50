"""Numbered changes of the schema, up and down, run at start and tested on both databases."""

"""A whole database as a file, or brought to another."""

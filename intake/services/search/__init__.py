"""The public index and what is asked of it."""

"""The commands of `python -m intake`, one module each."""

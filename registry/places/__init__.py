"""Regions and towns, and the places that a text names."""

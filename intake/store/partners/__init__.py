"""Other systems: their keys, their hooks, what they handed over, what they filed by Open311."""

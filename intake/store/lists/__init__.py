"""Item lists from draft to publication."""

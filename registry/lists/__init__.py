"""Item lists: read, judged, compared."""

"""Official terms in plain words, and English names."""

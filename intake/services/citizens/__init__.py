"""What the holder of a receipt code sees and does."""

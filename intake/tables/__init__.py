"""Reads real Excel and Word tables into plain grids, and writes them. Knows nothing of our domain."""

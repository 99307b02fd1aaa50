"""Complaints: taken in, routed by the published lists, handled, tracked."""

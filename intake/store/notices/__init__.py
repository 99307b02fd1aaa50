"""Notices to send."""

"""Notices in the outbox, and how they are sent."""

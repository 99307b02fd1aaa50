"""Routing: who receives a complaint, and why (stages in reading order in `router`)."""

from .certificate import NOT_ENVIRONMENTAL, RULES, Alternative, Certificate, ElsewhereAnswer
from .router import Router, reader_for

__all__ = [
    "NOT_ENVIRONMENTAL",
    "RULES",
    "Alternative",
    "Certificate",
    "ElsewhereAnswer",
    "Router",
    "reader_for",
]

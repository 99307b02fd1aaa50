"""The pages of supervision: reminders, letters, reports upward, items, findings, talks."""

from intake.web.views.desk.supervision import case, findings, items, letters, reminders, talks

__all__ = ["case", "findings", "items", "letters", "reminders", "talks"]

"""The desk: a department's inbox and cases, and the coordinating office's decisions."""

from intake.web.views.desk import case, drafts, inbox, triage
from intake.web.views.desk.blueprint import bp

__all__ = ["bp", "case", "drafts", "inbox", "triage"]

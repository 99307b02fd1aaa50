"""The pages of the yearly cycle: what is due, special reports, work plans."""

from intake.web.views.desk.annual import overview, parts, plan, public, report

__all__ = ["overview", "parts", "plan", "public", "report"]

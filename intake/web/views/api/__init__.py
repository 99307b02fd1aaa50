"""The JSON API, version 1, and the page that explains it."""

from intake.web.views.api import cases, complaints, handovers, hooks, published, registry, token
from intake.web.views.api.blueprint import bp

__all__ = ["bp", "cases", "complaints", "handovers", "hooks", "published", "registry", "token"]

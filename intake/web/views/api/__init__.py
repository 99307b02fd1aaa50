"""The JSON API, version 1, and the page that explains it."""

from intake.web.views.api import complaints, registry
from intake.web.views.api.blueprint import bp

__all__ = ["bp", "complaints", "registry"]

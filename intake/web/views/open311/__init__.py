"""Open311 GeoReport v2: what the standard asks, and the extensions that its clients know."""

from intake.web.views.open311 import requests, services, updates
from intake.web.views.open311.blueprint import bp

__all__ = ["bp", "requests", "services", "updates"]

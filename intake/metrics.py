"""What this process counts for a Prometheus server. Labels are few and fixed: no names, addresses or codes.

Each process counts its own and is scraped by its own; what lies in the database is read when somebody
scrapes.
"""

from __future__ import annotations

from prometheus_client import Counter, Histogram

_METHODS = {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"}

REQUESTS = Counter("mingdan_requests", "Requests answered", ["method", "route", "status"])
SECONDS = Histogram(
    "mingdan_request_seconds",
    "From the first byte in to the last byte ready",
    ["route"],
    buckets=(0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)
SUBMISSIONS = Counter("mingdan_submissions", "Complaints filed", ["source"])


def count_request(method: str, route: str, status: int, seconds: float) -> None:
    """Count one; `route` is a pattern of our own, a method that nobody knows is "other"."""
    known = method if method in _METHODS else "other"
    REQUESTS.labels(known, route, str(status)).inc()
    SECONDS.labels(route).observe(seconds)


def count_submission(source: str) -> None:
    """Count a complaint that is on disk; of a source such as "api:3" only its kind."""
    SUBMISSIONS.labels(source.partition(":")[0]).inc()

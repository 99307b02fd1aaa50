"""What filing is held against: a bare Flask view that inserts one row, on the product's own server software.

python -m benchmarks.intake_bare DATABASE_URL PORT. The same server software, threads, journal and synchronous
mode as the product's, so that an answer means the same: the row is on disk.
"""

from __future__ import annotations

import logging
import sys
from datetime import UTC, datetime

from flask import Flask, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from waitress import serve

from intake.commands.run import THREADS
from intake.store.base import Database, UtcDateTime


class _Base(DeclarativeBase):
    pass


class Report(_Base):
    """The one row."""

    __tablename__ = "bare_reports"

    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
    region: Mapped[str]
    address: Mapped[str]
    filed_at: Mapped[datetime] = mapped_column(UtcDateTime())


def create_app(database: Database) -> Flask:
    """One view, nothing else: no checks, no key, no routing, no record."""
    app = Flask(__name__)
    _Base.metadata.create_all(database.engine)

    @app.post("/api/v1/complaints")
    def file_report() -> ResponseReturnValue:
        said = request.get_json()
        with Session(database.engine) as session:
            report = Report(
                text=said["text"], region=said["region"], address=said["address"], filed_at=datetime.now(UTC)
            )
            session.add(report)
            session.commit()
            return {"case_number": report.id}, 201

    @app.get("/healthz")
    def health() -> ResponseReturnValue:
        return {}

    return app


if __name__ == "__main__":
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # as the product's
    serve(create_app(Database(sys.argv[1])), host="127.0.0.1", port=int(sys.argv[2]), threads=THREADS)

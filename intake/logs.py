"""Logs: one JSON object a line on standard error, without identities, receipt codes or complaint text."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog


def configure() -> None:
    """Send structlog's lines and the warnings of libraries to standard error as JSON."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _where_it_failed,
    ]
    to_json = structlog.processors.JSONRenderer(ensure_ascii=False)
    structlog.configure(
        processors=[*shared, to_json],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, to_json],
        )
    )
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    # It says so of every request that waits for a thread: most when there is least time for it.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)


def _where_it_failed(_logger: Any, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Replace an exception by its type and places: its message and locals may hold what somebody typed."""
    given = line.pop("exc_info", None)
    error = sys.exc_info()[1] if given is True else given
    error = error[1] if isinstance(error, tuple) else error
    if isinstance(error, BaseException):
        frames = traceback.extract_tb(error.__traceback__)
        line["exception"] = type(error).__name__
        line["at"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return line

"""Log lines as JSON objects, one a line, each with its request's number."""

import json
import logging
from typing import Any

from config.middleware import REQUEST_ID

FIELDS = (
    "method",
    "path",
    "status",
    "ms",
    "account",
    "acting_for",
    "job",
    "row",
    "ledger",
)


class JsonLines(logging.Formatter):
    """One JSON object a record: time, level, logger, message, request, known fields."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if number := REQUEST_ID.get():
            line["request"] = number
        for name in FIELDS:
            if (value := getattr(record, name, None)) is not None:
                line[name] = value
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def settings(*, level: str, formatter: str) -> dict[str, Any]:
    """Return Django's LOGGING: all to standard error, `formatter` is json or plain."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {"()": "config.logs.JsonLines"},
            "plain": {"format": "{levelname:7} {name}: {message}", "style": "{"},
        },
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "formatter": formatter}
        },
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.server": {"handlers": [], "level": level, "propagate": True},
            # It names accounts and addresses; its tables keep them, the log must not.
            "axes": {"level": "ERROR"},
        },
    }

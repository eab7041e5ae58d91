"""The one file that looks at the clock."""

from __future__ import annotations

import os
import time
from datetime import UTC, date, datetime


def today() -> date:
    """Today in UTC, or the day of SOURCE_DATE_EPOCH, so that the same commit gives the same pages.

    Source: https://reproducible-builds.org/specs/source-date-epoch/
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return datetime.fromtimestamp(int(epoch), UTC).date()
    return datetime.now(UTC).date()


def nanoseconds() -> int:
    """This moment as file systems count it: nanoseconds since 1970."""
    return time.time_ns()

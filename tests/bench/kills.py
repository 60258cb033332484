"""How soon the work of a worker killed -9 is running again: 20 kills, one by one."""

import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests.faults.desk import Desk, wait_for

KILLS = 20
GOAL = 10.0


def main() -> int:
    """Print one line a kill and the sum of it; 1 if the goal is missed."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        desk.prepare(KILLS)
        rows = desk.hold_all()
        try:
            waits = [_kill(desk, row) for row in rows]
        except AssertionError:
            print(desk.said())
            raise
        finally:
            desk.kill()
        readings = desk.readings()
    in_time = sum(wait <= GOAL for wait in waits)
    print(
        f"killed -9, running again within {GOAL:.0f} s: {in_time} of {KILLS};"
        f" median {statistics.median(waits):.1f} s, longest {max(waits):.1f} s;"
        f" read once: {readings.count(1)} of {KILLS}"
    )
    return int(in_time < KILLS or readings != [1] * KILLS)


def _kill(desk: Desk, row: int) -> float:
    """Kill the worker under `row`; return seconds until the row is begun again."""
    desk.release(row)
    desk.start()
    begun = wait_for(lambda: desk.at_work().get(row), what="the document at work")
    desk.kill()
    killed = time.monotonic()
    desk.start()
    wait_for(lambda: desk.begun(row) != begun, what="the row to be begun again")
    seconds = time.monotonic() - killed
    wait_for(lambda: desk.begun(row) is None, what="the document to be read")
    desk.kill()
    print(f"row {row:2}: running again after {seconds:.1f} s", flush=True)
    return seconds


if __name__ == "__main__":
    sys.exit(main())

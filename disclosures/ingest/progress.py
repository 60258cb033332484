"""The way a reader says how far it is."""

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called with the step's name and how many of how many are done."""


def silent(step: str, done: int, total: int) -> None:
    """Say nothing."""

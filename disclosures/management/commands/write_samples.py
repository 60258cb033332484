"""Write the project's own sample documents from their sources."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from disclosures.samples import write


class Command(BaseCommand):
    """Writes documents/ and labels/ below the samples' package."""

    help = (
        "Writes the sample documents and their labels from disclosures/samples/source"
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--into", type=Path, default=Path(write.__file__).parent)

    def handle(self, *args: Any, into: Path, **options: Any) -> None:
        """Write every file, saying which."""
        for path, data in write.files():
            target = into / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
            self.stdout.write(f"{path} {len(data)}")

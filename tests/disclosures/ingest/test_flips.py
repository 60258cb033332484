"""Bytes flipped at random: read or refused, within the limits, never an error."""

import json
import os
import subprocess
import sys

import pytest

from disclosures.ingest.limits import DEFAULT
from tests.disclosures.ingest.flips import FORMATS

EXAMPLES = int(os.environ.get("FLIPPED_FILES", "400"))
"""Of each format; `make hostile` takes 2,000 and keeps their figures."""


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMATS)
def test_no_flipped_file_harms_the_worker(form):
    done = subprocess.run(
        [sys.executable, "-m", "tests.disclosures.ingest.flips", form, str(EXAMPLES)],
        capture_output=True,
        timeout=600,
        check=False,
    )

    assert done.returncode == 0, done.stderr.decode()[-2000:]
    outcome = json.loads(done.stdout)
    assert outcome["wrong"] == []
    assert outcome["examples"] >= 0.9 * EXAMPLES
    assert outcome["memory"] <= DEFAULT.memory
    assert len(outcome["said"]) > 1

"""The example of docs/api.md, run as it stands: curl against the real system."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from disclosures.samples import build
from tests.conftest import absent
from tests.e2e.server import ROOT, Server

PREPARE = """
import json
from tests.e2e.prepare import office_for_programs
print(json.dumps(office_for_programs()))
"""


def commands() -> str:
    """Return the shell commands of the document, in its order."""
    text = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    return "\n".join(re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL))


@pytest.fixture
def tools() -> None:
    for tool in ("curl", "jq"):
        if shutil.which(tool) is None:
            absent(f"there is no {tool}", "REQUIRE_BROWSER")


def test_the_example_leads_from_a_file_to_its_release(
    server: Server, tools: None, tmp_path: Path
) -> None:
    made = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", PREPARE],
        cwd=ROOT,
        env=server.environment,
        check=True,
        capture_output=True,
        text=True,
    )
    given = json.loads(made.stdout.splitlines()[-1])
    document = tmp_path / "公开.docx"
    document.write_bytes(build.document("qinghe-2025", "docx"))

    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", commands()],
        cwd=tmp_path,
        env={**os.environ, **given, "HOST": server.url, "FILE": str(document)},
        capture_output=True,
        text=True,
        timeout=180,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    said = done.stdout
    assert "review.section-edited.v1" in said
    assert "review.disclosure-released.v1" in said

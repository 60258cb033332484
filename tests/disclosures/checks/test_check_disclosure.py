"""`check_disclosure`: formats, exit statuses, and that it needs nothing configured."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from disclosures.samples import build

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str, str]:
    """A consistent disclosure, one with defects, and a file that cannot be read."""
    right, wrong, broken = (
        tmp_path / each for each in ("right.txt", "wrong.txt", "broken.txt")
    )
    right.write_bytes(build.document("qinghe-2025", "txt"))
    wrong.write_bytes(build.document("linshui-2025", "txt"))
    broken.write_bytes(b"")
    return str(right), str(wrong), str(broken)


def called(*args: str) -> tuple[int, str]:
    out = StringIO()
    try:
        call_command("check_disclosure", *args, stdout=out)
    except SystemExit as ended:
        return int(ended.code or 0), out.getvalue()
    return 0, out.getvalue()


def test_the_exit_status_says_whether_anything_weighs_enough(files):
    right, wrong, broken = files
    assert called(right)[0] == 0
    assert called(wrong)[0] == 1
    assert called(wrong, "--fail-on", "never")[0] == 0
    assert called(right, broken, "--fail-on", "never")[0] == 2


def test_json_is_one_array_in_the_order_given(files):
    right, wrong, broken = files
    _, printed = called("--format", "json", wrong, broken, right)
    first, second, third = json.loads(printed)
    assert [each["file"] for each in (first, second, third)] == [wrong, broken, right]
    assert (first["kind"], first["fiscal_year"]) == ("决算", 2025)
    assert first["findings"] and not third["findings"]
    assert second["error"]["code"] == "empty" and "findings" not in second
    assert set(first["timings"]) == {
        "ingest_ms",
        "parse_ms",
        "figures_ms",
        "checks_ms",
    }


def test_every_quote_stands_in_the_document(files):
    _, wrong, _ = files
    (report,) = json.loads(called("--format", "json", wrong)[1])
    text = "".join(Path(wrong).read_text(encoding="utf-8").split())
    for finding in report["findings"]:
        for one in finding["evidence"]:
            assert "".join(one["quote"].split()) in text
            assert one["text"].strip() in one["quote"]


def test_jsonl_is_one_line_a_document(files):
    right, wrong, _ = files
    lines = called("--format", "jsonl", right, wrong)[1].strip().split("\n")
    assert [json.loads(each)["file"] for each in lines] == [right, wrong]


def test_figures_are_listed_when_asked_for(files):
    (report,) = json.loads(called("--format", "json", "--figures", files[0])[1])
    listed = report["figure_list"]
    assert len(listed) == report["figures"] > 300
    assert {"value", "unit", "subject", "measure", "period"} <= set(listed[0])


def test_sarif_has_a_result_for_each_finding_and_a_rule_for_each_code(files):
    log = json.loads(called("--format", "sarif", files[1])[1])
    (run,) = log["runs"]
    rules = {each["id"] for each in run["tool"]["driver"]["rules"]}
    assert log["version"] == "2.1.0"
    assert run["results"] and {each["ruleId"] for each in run["results"]} <= rules


def test_text_underlines_the_evidence(files):
    status, printed = called("--format", "text", files[1])
    assert status == 1
    assert "^^^^" in printed and "[错误 SM001]" in printed


def test_it_runs_without_a_database_or_a_broker(files):
    environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
    environment["DATABASE_URL"] = "postgres://nobody:nothing@127.0.0.1:1/none"
    done = subprocess.run(
        [sys.executable, "manage.py", "check_disclosure", "--format", "json", files[0]],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)[0]["findings"] == []

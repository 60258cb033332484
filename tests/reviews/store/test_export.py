"""What leaves the machine: exports with their own verifier, and signed heads."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from hashlib import sha256
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from reviews import store
from reviews.domain.hashing import canonical
from reviews.ledger.erasure import erase
from reviews.ledger.verify import Head
from reviews.ledger.witness import BadWitness, read, signed
from reviews.models import ErasedContent
from tests.reviews.store.conftest import HAPPENED, LEDGER

pytestmark = pytest.mark.django_db
KEY = b"only for tests"


@pytest.fixture
def exported(tmp_path, stream, write):
    write(stream, count=5)
    folder = tmp_path / "export"
    call_command("export_ledger", LEDGER, folder, stdout=StringIO())
    return folder


def verified(folder, *arguments):
    """Run the exported verifier alone: no package of ours, none of anyone's."""
    run = subprocess.run(
        [sys.executable, "-I", "-S", str(folder / "verify.py"), *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={},
        cwd=folder,
    )
    assert run.stderr == ""
    assert (run.returncode == 0) is (run.stdout == "OK\n")
    return run.stdout.strip()


def lines(folder):
    return (folder / "events.ndjson").read_text(encoding="utf-8").splitlines()


def rewrite(folder, events):
    (folder / "events.ndjson").write_text("\n".join(events) + "\n", encoding="utf-8")


def test_an_export_verifies_by_itself(exported):
    position, made = store.head(LEDGER)

    assert verified(exported) == "OK"
    assert verified(exported, "--head", f"{position}:{made.hex()}") == "OK"


def test_the_same_position_gives_the_same_bytes(exported, tmp_path, stream, write):
    write(stream, after=5)
    call_command("export_ledger", LEDGER, tmp_path / "b", upto=5, stdout=StringIO())

    for name in ("events.ndjson", "manifest.json", "verify.py"):
        assert (exported / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_a_folder_with_something_in_it_is_left_alone(exported):
    with pytest.raises(CommandError):
        call_command("export_ledger", LEDGER, exported)


@pytest.mark.parametrize("position", range(1, 6))
def test_a_changed_payload_is_named(exported, position):
    events = lines(exported)
    event = json.loads(events[position - 1])
    event["payload"] = event["payload"].replace('"actor":5', '"actor":6')
    events[position - 1] = json.dumps(event)
    rewrite(exported, events)

    assert verified(exported).startswith(f"BAD position {position}: the hash")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda e: [*e[:2], *e[3:]], "BAD position 3: missing"),
        (lambda e: [e[1], e[0], *e[2:]], "BAD position 1: missing"),
        (lambda e: e[:4], "BAD position 4: the manifest"),
        (lambda e: [*e[:2], e[2][:40], *e[3:]], "BAD position 3: the line"),
        (lambda e: [*e[:2], "[]", *e[3:]], "BAD position 3: the line"),
        (lambda e: [*e, e[4]], "BAD position 6: missing"),
    ],
    ids=["dropped", "reordered", "cut", "torn", "another shape", "repeated"],
)
def test_a_changed_list_is_named(exported, change, said):
    rewrite(exported, change(lines(exported)))

    assert verified(exported).startswith(said)


def test_an_export_holds_the_contents_that_its_events_name(exported):
    (content,) = (exported / "contents").iterdir()

    assert content.read_text("utf-8") == "一段正文"
    assert json.loads((exported / "manifest.json").read_bytes())["contents"] == 1


def test_a_changed_content_is_named(exported):
    (content,) = (exported / "contents").iterdir()
    content.write_text("另一段正文", "utf-8")

    assert (
        verified(exported)
        == f"BAD content {content.name}: the bytes are not of this hash"
    )


def test_a_content_that_is_missing_or_one_too_many_is_named(exported):
    (content,) = (exported / "contents").iterdir()
    content.unlink()
    assert verified(exported) == f"BAD content {content.name}: missing"

    other = sha256(b"x").hexdigest()
    (exported / "contents" / other).write_bytes(b"x")
    assert verified(exported) == f"BAD content {other}: no event names it"


def test_an_erased_content_is_exported_as_its_record(tmp_path, stream, write):
    write(stream, count=2)
    name = store.put_text("一段正文")
    call_command("erase_content", name, reason="申请", actor=4, stdout=StringIO())
    folder = tmp_path / "export"
    call_command("export_ledger", LEDGER, folder, stdout=StringIO())

    assert verified(folder) == "OK"
    manifest = json.loads((folder / "manifest.json").read_bytes())
    (record,) = manifest["erased"]
    assert (record["content"], record["reason"], record["actor"]) == (name, "申请", 4)
    told = [json.loads(json.loads(line)["payload"]) for line in lines(folder)]
    assert told[-1]["type"] == "oversight.content-erased.v1"
    assert told[-1]["body"] == {
        "content": name,
        "certificate": sha256(canonical(record)).hexdigest(),
    }


def test_a_short_export_is_found_by_a_head_written_down_before(exported, tmp_path):
    position, made = store.head(LEDGER)
    call_command("export_ledger", LEDGER, tmp_path / "b", upto=4, stdout=StringIO())

    assert verified(tmp_path / "b") == "OK"
    said = verified(tmp_path / "b", "--head", f"{position}:{made.hex()}")
    assert said.startswith("BAD position 5: missing")
    said = verified(exported, "--head", f"2:{made.hex()}")
    assert said.startswith("BAD position 2: not the event")


def test_a_signed_head_reads_back():
    head = Head(3, 9, bytes(range(32)))

    assert read(signed(head, at=HAPPENED, key=KEY), key=KEY) == head


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            lambda t: t.replace(b'"position":9', b'"position":8'), id="changed"
        ),
        pytest.param(lambda t: t.replace(b"head.v1", b"head.v2"), id="another format"),
        pytest.param(lambda t: t[:30], id="torn"),
        pytest.param(lambda _t: b"[]", id="another shape"),
    ],
)
def test_a_changed_witness_is_refused(text):
    made = signed(Head(3, 9, bytes(32)), at=HAPPENED, key=KEY)

    with pytest.raises(BadWitness):
        read(text(made), key=KEY)


def test_a_witness_signed_with_another_key_is_refused():
    made = signed(Head(3, 9, bytes(32)), at=HAPPENED, key=b"another")

    with pytest.raises(BadWitness, match="key"):
        read(made, key=KEY)


def test_the_commands_write_a_head_down_and_verify_against_it(
    tmp_path, settings, stream, write
):
    settings.LEDGER_KEY = "only for tests"
    write(stream, count=2)
    path = tmp_path / "head.json"
    call_command("sign_head", LEDGER, out=path)
    write(stream, after=2)

    out = StringIO()
    call_command(
        "verify_ledger", witness=[path], since_witness=True, ledger=LEDGER, stdout=out
    )

    assert f"账本 {LEDGER}：完好，到位置 3" in out.getvalue()


def test_verification_that_fails_says_where_and_fails_the_command(
    tmp_path, settings, stream, write
):
    settings.LEDGER_KEY = "only for tests"
    write(stream)
    path = tmp_path / "head.json"
    ahead = Head(LEDGER, 9, bytes(32))
    path.write_bytes(signed(ahead, at=datetime.now(UTC), key=b"only for tests"))

    out = StringIO()
    with pytest.raises(CommandError):
        call_command("verify_ledger", witness=[path], stdout=out)

    assert f"账本 {LEDGER}：位置 2 有误" in out.getvalue()


def test_no_head_is_signed_without_a_key(settings):
    settings.LEDGER_KEY = ""

    with pytest.raises(CommandError, match="LEDGER_KEY"):
        call_command("sign_head", LEDGER)


def test_an_erased_content_is_gone_and_its_erasure_stays_on_record():
    name = store.put_text("不该留下的一句话")

    call_command("erase_content", name, reason="申请", actor=4, stdout=StringIO())

    assert store.contents([name]) == {}
    record = ErasedContent.objects.get(hash=name)
    assert (record.reason, record.actor) == ("申请", 4)
    with pytest.raises(CommandError):
        call_command("erase_content", name, reason="再来一次")


def test_erasing_what_is_not_there_records_nothing():
    assert not erase("0" * 64, reason="r", actor=None, at=HAPPENED)
    assert not ErasedContent.objects.exists()

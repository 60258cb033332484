"""The package of a disclosure: the same bytes again, and provable by a stranger."""

import io
import json
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command

from disclosures import services
from reviews import store
from reviews.domain import commands as c
from reviews.models import EventRecord, OutboxRecord, PackageRecord
from reviews.oversight import packages
from tests.reviews import scenarios
from workers.tasks.perform import perform

BUILT = datetime(2026, 5, 1, tzinfo=UTC)
KEY = "only for tests"


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.LEDGER_KEY = KEY


def released(desk):
    """A disclosure with a real file, a table, a waiver and a release."""
    kept = services.keep_file([b"the bytes that came"], at=BUILT)
    desk.submit(file=kept.sha256)
    found = {k: (head, text) for k, (head, text) in scenarios.TEXTS.items()}
    desk.do("system", scenarios.reading(kept.sha256, found))
    table = {
        "table": [["科目", "决算数"], ["办公费", "9.50"], ["=1+1", "-2"]],
        "header": 1,
    }
    section = desk.state.sections["s001"]
    desk.do(
        "bob",
        c.EditSection(
            section="s001",
            based_on=section.version,
            blocks=({"p": scenarios.DUTIES}, table),
            reason="补表",
        ),
    )
    desk.edit("bob", "s002", scenarios.SUMS)
    desk.verify("carol")
    desk.release()
    return desk


def whole(desk, position=None):
    position = position or desk.state.position
    return packages.build(desk.ledger, desk.stream, position, packages.WHOLE, BUILT)


def body(package):
    with packages.opened(package) as stored:
        return stored.read()


def verified(path, *arguments):
    """Run the package's own verifier alone, without anything of ours."""
    script = path.parent / "verify.py"
    with zipfile.ZipFile(path) as archive:
        script.write_bytes(archive.read("verify.py"))
    run = subprocess.run(
        [sys.executable, "-I", "-S", str(script), str(path), *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={},
    )
    assert run.stderr == ""
    return run.stdout.strip()


@pytest.fixture
def saved(office, tmp_path):
    path = tmp_path / "package.zip"
    path.write_bytes(body(whole(released(office))))
    return path


def changed(path, name, change):
    """Write the package anew with one member changed, or left out (None)."""
    with zipfile.ZipFile(path) as archive:
        members = {each: archive.read(each) for each in archive.namelist()}
    members[name] = change(members[name])
    with zipfile.ZipFile(path, "w") as archive:
        for each, content in members.items():
            if content is not None:
                archive.writestr(each, content)


def test_a_package_holds_the_file_the_records_and_the_proof(saved):
    names = set(zipfile.ZipFile(saved).namelist())

    file = sha256(b"the bytes that came").hexdigest()
    assert f"files/{file}" in names
    assert {
        "manifest.json",
        "signature.json",
        "events.ndjson",
        "chain.ndjson",
        "verify.py",
        "records/disclosure.json",
        "records/findings.csv",
        "records/approvals.json",
        "records/rules.json",
        "tables/s001-1.csv",
    } <= names
    assert verified(saved) == "OK"


def test_a_table_is_plain_to_a_spreadsheet_and_runs_no_formula(saved):
    told = zipfile.ZipFile(saved).read("tables/s001-1.csv").decode("utf-8-sig")

    assert told == "科目,决算数\r\n办公费,9.50\r\n'=1+1,-2\r\n"


def test_a_stranger_proves_it_against_a_head_and_a_key(saved, office, tmp_path):
    position, head = store.head(office.ledger)
    key = tmp_path / "key"
    key.write_text(KEY)

    assert verified(saved, "--head", f"{position}:{head.hex()}") == "OK"
    assert verified(saved, "--key-file", str(key)) == "OK"
    key.write_text("another")
    assert verified(saved, "--key-file", str(key)).startswith("BAD signature")
    said = verified(saved, "--head", f"{position}:{'0' * 64}")
    assert said == f"BAD position {position}: not the head that was written down"
    assert "does not reach" in verified(saved, "--head", f"{position + 1}:{'0' * 64}")


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("records/findings.json", lambda b: b + b" ", "not the file"),
        ("records/findings.csv", lambda b: None, "missing"),
        ("records/more.json", None, "the manifest does not name it"),
        ("signature.json", lambda b: b.replace(b"manifest", b"manifesto"), "cannot"),
        ("manifest.json", lambda b: b.replace(b'"whole"', b'"other"'), "another manif"),
        ("events.ndjson", lambda b: b.replace(b"alice", b"bob"), ""),
    ],
    ids=["changed", "dropped", "added", "signature", "manifest", "nothing"],
)
def test_a_package_that_was_changed_is_found_out(saved, name, change, said):
    if change is None:
        with zipfile.ZipFile(saved, "a") as archive:
            archive.writestr(name, b"{}")
    else:
        changed(saved, name, change)

    found = verified(saved)
    assert (found == "OK") is (said == "")
    assert said in found


def forged(path, change):
    """Change the chain's files and have the manifest agree, as a forger would."""
    with zipfile.ZipFile(path) as archive:
        members = {each: archive.read(each) for each in archive.namelist()}
    change(members)
    manifest = json.loads(members["manifest.json"])
    for name in manifest["files"]:
        stated = [sha256(members[name]).hexdigest(), len(members[name])]
        manifest["files"][name] = stated
    members["manifest.json"] = json.dumps(manifest).encode()
    told = {"manifest": sha256(members["manifest.json"]).hexdigest(), "signature": ""}
    members["signature.json"] = json.dumps(told).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for each, content in members.items():
            archive.writestr(each, content)


def other_actor(members):
    members["events.ndjson"] = members["events.ndjson"].replace(
        b'\\"actor\\":', b'\\"actor\\":9', 1
    )


def one_left_out(members):
    lines = members["chain.ndjson"].splitlines(keepends=True)
    members["chain.ndjson"] = b"".join(lines[:2] + lines[3:])


def cut_short(members):
    members["chain.ndjson"] = b"".join(
        members["chain.ndjson"].splitlines(keepends=True)[:-1]
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (other_actor, "the event is not the one in the chain"),
        (one_left_out, "missing"),
        (cut_short, "an event outside the chain"),
    ],
)
def test_a_forged_chain_is_found_out_whoever_signs_the_manifest(saved, change, said):
    forged(saved, change)

    assert said in verified(saved)


def test_the_same_position_is_the_same_bytes_after_all_that_followed(office):
    released(office)
    position = office.state.position
    first = body(whole(office))
    office.people["carol"].display_name = "改了名字"
    office.people["carol"].save()
    office.do("paul", c.OpenCorrection(reason="有误"))
    PackageRecord.objects.all().delete()

    again = body(whole(office, position))

    assert again == first
    assert body(whole(office)) != first


@pytest.mark.parametrize(
    ("zone", "language"), [("America/New_York", "tr_TR.UTF-8"), ("Asia/Tokyo", "C")]
)
def test_another_time_zone_and_another_locale_make_the_same_bytes(
    office,
    settings,
    monkeypatch,
    zone,
    language,
):
    first = body(whole(released(office)))
    PackageRecord.objects.all().delete()
    settings.TIME_ZONE = zone
    monkeypatch.setenv("TZ", zone)
    monkeypatch.setenv("LC_ALL", language)

    assert body(whole(office)) == first


def test_a_worker_builds_what_was_asked_for_and_asking_twice_is_once(office):
    released(office)
    OutboxRecord.objects.all().delete()
    audrey = office.actor("audrey")

    assert packages.asked(audrey, office.stream, None) is None
    assert packages.asked(audrey, office.stream, None) is None
    (row,) = OutboxRecord.objects.all()
    perform(row.pk)

    found = packages.asked(audrey, office.stream, None)
    assert found is not None
    assert sha256(body(found)).hexdigest() == found.sha256
    assert default_storage.size(packages.path_of(found.sha256)) == found.size
    assert not OutboxRecord.objects.exists()


def test_the_public_part_holds_the_released_text_and_nobody_s_names(office, tmp_path):
    released(office)
    (release,) = office.state.releases
    position = packages.public_position(office.ledger, office.stream, release.release)
    built = packages.build(
        office.ledger, office.stream, position, packages.PUBLIC, BUILT
    )
    path = tmp_path / "public.zip"
    path.write_bytes(body(built))

    assert verified(path) == "OK"
    archive = zipfile.ZipFile(io.BytesIO(body(built)))
    page = archive.read(f"contents/{release.page}")
    assert sha256(page).hexdigest() == release.page
    assert json.loads(archive.read("records/release.json"))["number"] == 1
    everything = b"".join(archive.read(name) for name in archive.namelist())
    assert b"carol" not in everything
    assert "补表".encode() not in everything
    assert not any(n.startswith("files/") for n in archive.namelist())


def test_an_erased_content_is_its_record_and_old_packages_with_it_are_gone(
    office,
    tmp_path,
):
    released(office)
    told = EventRecord.objects.get(type="review.section-edited.v1", version__lt=6)
    reason = told.body["reason"]
    position = office.state.position
    old = whole(office)

    call_command("erase_content", reason, reason="申请", stdout=io.StringIO())

    assert packages.find(office.stream, position, packages.WHOLE) is None
    assert not default_storage.exists(packages.path_of(old.sha256))
    path = tmp_path / "again.zip"
    path.write_bytes(body(whole(office, position)))
    assert verified(path) == "OK"
    archive = zipfile.ZipFile(path)
    assert f"contents/{reason}" not in archive.namelist()
    (record,) = json.loads(archive.read("manifest.json"))["erased"]
    assert (record["content"], record["reason"]) == (reason, "申请")
    call_command("verify_ledger", ledger=office.ledger, stdout=io.StringIO())

"""What was released together is packed and traced like what was released alone."""

import io
import zipfile
from datetime import UTC, datetime

from django.core.files.storage import default_storage

from reviews.models import PackageRecord, ReleaseProof, ReleaseRow
from reviews.oversight import packages, read_models, selfcheck, sweeping


def test_each_member_is_packed_once_its_stream_is_told(confirmed, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    confirmed.work()

    built = PackageRecord.objects.filter(audience=packages.PUBLIC)
    assert {row.stream for row in built} == {
        confirmed.stream(each) for each in confirmed.departments
    }
    for row in ReleaseRow.objects.all():
        found = packages.asked_by_public(row)
        with default_storage.open(packages.path_of(found.sha256)) as stored:
            archive = zipfile.ZipFile(io.BytesIO(stored.read()))
        told = archive.read("events.ndjson").decode()
        assert "review.release-staged" in told and "review.release-settled" in told
        assert f"contents/{row.content}" in archive.namelist()


def test_a_joint_release_is_swept_and_its_ledger_is_well(confirmed):
    confirmed.work()

    def clock():
        return datetime.now(UTC)

    sweeping.sweep(confirmed.ledger, clock)

    proofs = list(ReleaseProof.objects.all())
    assert len(proofs) == len(confirmed.departments)
    assert [each.broken for each in proofs] == [[], [], []]
    assert not read_models.compare(confirmed.ledger).drift
    items = {
        each["code"]: each
        for each in selfcheck.run(confirmed.ledger, clock).report["items"]
    }
    assert items["chain"]["ok"] and items["releases"]["ok"]

"""A disclosure's whole life by HTTP, from its file to its correction."""

import json
from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from disclosures import services
from disclosures.models import SourceFile
from reviews.models import ReleaseRow
from tests.reviews import scenarios
from tests.reviews.api.conftest import section, whole
from tests.reviews.scenarios import SHARES, SUMS, release


def file(content="决算公开"):
    return SimpleUploadedFile("决算公开.txt", content.encode())


def submit(caller, office, name="alice", **fields):
    given = {
        "file": file(),
        "department": office.department.pk,
        "campaign": office.campaign.pk,
    }
    return caller(name).upload("disclosures/", **{**given, **fields})


def test_a_submission_is_accepted_and_says_where_it_is(office, caller):
    answer = submit(caller, office)

    assert answer.status_code == 202
    assert answer["Location"] == f"/api/v1/{whole(office)}/"
    assert answer.json()["state"] == "reading"
    found = caller("alice").get(answer["Location"]).json()
    assert found["id"] == str(office.stream)
    assert SourceFile.objects.get().sha256 == sha256("决算公开".encode()).hexdigest()


@pytest.mark.parametrize(
    ("name", "status", "code"),
    [
        ("bob", 403, "wrong-role"),
        ("audrey", 403, "wrong-role"),
        ("sam", 404, "not-known"),
        ("nobody", 404, "not-known"),
        ("foreigner", 403, "wrong-role"),
        ("anybody", 401, "not-authenticated"),
    ],
)
def test_who_may_not_submit_leaves_not_even_the_file(
    office, caller, name, status, code
):
    answer = submit(caller, office, name)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not SourceFile.objects.exists()


def test_a_second_submission_is_pointed_to_the_first(office, caller):
    submit(caller, office)
    answer = submit(caller, office)

    assert (answer.status_code, answer.json()["code"]) == (409, "already-submitted")


@pytest.mark.parametrize(
    "fields",
    [{"file": ""}, {"department": "x"}, {"campaign": -1}, {"campaign": 10**30}],
)
def test_a_submission_of_another_shape_is_refused_by_field(office, caller, fields):
    answer = submit(caller, office, **fields)

    assert answer.status_code == 422
    assert set(answer.json()["errors"]) == set(fields)


def test_a_new_file_replaces_the_old_one_and_is_read(office, caller):
    scenarios.read(office)

    answer = caller("alice").upload(f"{whole(office)}/source/", file=file("更新"))

    assert (answer.status_code, answer.json()["state"]) == (202, "reading")
    assert (
        caller("bob").upload(f"{whole(office)}/source/", file=file()).status_code == 403
    )


def test_an_annex_is_replaced_and_taken_away_apart_from_its_text(office, caller):
    submit(caller, office)
    office.read()
    alice, source = caller("alice"), f"{whole(office)}/source/"
    text = office.state.file

    def sent(**fields):
        answer = alice.upload(source, **fields)
        if answer.status_code == 202:
            office.read()
        return answer

    nothing = sent(remove_annex="true")
    assert (nothing.status_code, nothing.json()["code"]) == (422, "no-annex")
    assert sent(annex=file("附表")).status_code == 202
    assert services.parts_of(office.state.file).text == text
    both = sent(annex=file("新附表"), remove_annex="true")
    assert (both.status_code, set(both.json()["errors"])) == (422, {"remove_annex"})
    assert sent(remove_annex="true").status_code == 202
    assert office.state.file == text
    bob = caller("bob").upload(source, remove_annex="true")
    assert bob.status_code == 403
    sam = caller("sam").upload(source, remove_annex="true")
    assert sam.status_code == 404


def test_from_finding_to_release_to_correction(office, caller):
    submit(caller, office)
    office.read()
    bob, carol, paul = caller("bob"), caller("carol"), caller("paul")
    path = f"{whole(office)}/"

    refused = paul.post(
        f"{path}release/", {"secrecy_review": "无涉密内容"}, If_Match=_etag(paul, path)
    )
    assert (refused.status_code, refused.json()["code"]) == (409, "wrong-stage")
    assert {each["code"] for each in refused.json()["blockers"]} == {
        "open-error",
        "unverified",
    }
    body = {"text": SUMS, "reason": "更正其他收入"}
    bob.patch(f"{section(office, 's002')}/", body, If_Match='"1"')
    for each in carol.get(f"{path}sections/").json()["results"]:
        done = carol.post(
            f"sections/{each['id']}/verify/", If_Match=f'"{each["version"]}"'
        )
        assert done.status_code == 200
    assert caller("alice").get(path).json()["state"] == "ready"
    no_version = paul.post(f"{path}release/", {"secrecy_review": "无涉密内容"})
    assert no_version.status_code == 428
    stale = paul.post(
        f"{path}release/", {"secrecy_review": "无涉密内容"}, If_Match='"3"'
    )
    assert stale.status_code == 412
    assert stale.json()["changes"][0]["version"] == 4
    released = paul.post(
        f"{path}release/", {"secrecy_review": "无涉密内容"}, If_Match=_etag(paul, path)
    )
    assert released.status_code == 200
    (first,) = released.json()["releases"]
    assert (first["number"], first["status"]) == (1, "current")

    opened = paul.post(
        f"{path}correct/", {"reason": "说明有误"}, If_Match=_etag(paul, path)
    )
    assert opened.json()["revision"] == 2
    body = {"text": SHARES + "另附说明。", "reason": "补充"}
    bob.patch(f"{section(office, 's003')}/", body, If_Match='"1"')
    carol.post(f"{section(office, 's003')}/verify/", If_Match='"2"')
    again = paul.post(
        f"{path}release/", {"secrecy_review": "无涉密内容"}, If_Match=_etag(paul, path)
    )
    assert [each["status"] for each in again.json()["releases"]] == [
        "superseded",
        "current",
    ]
    assert again.json()["releases"][1]["reason"] == "说明有误"
    gone = paul.post(
        f"{path}withdraw/", {"reason": "附件有误"}, If_Match=_etag(paul, path)
    )
    assert gone.json()["state"] == "withdrawn"
    assert gone.json()["releases"][1]["withdrawal"] == "附件有误"


def test_sent_back_mended_and_reported_again(office, caller):
    scenarios.read(office)
    path = whole(office)

    back = caller("bob").post(f"{path}/send-back/", {"remark": "请核对收入"})
    assert (back.json()["state"], back.json()["returned"]) == ("returned", "请核对收入")
    body = {"text": SUMS, "reason": "更正"}
    caller("alice").patch(f"{section(office, 's002')}/", body, If_Match='"1"')
    sent = caller("alice").post(f"{path}/resubmit/", {"remark": "已更正"})
    assert sent.json()["state"] == "reviewing"


def test_what_could_not_be_read_is_tried_again(office, caller):
    scenarios.failed(office)

    answer = caller("alice").post(f"{whole(office)}/retry/")

    assert (answer.status_code, answer.json()["state"]) == (202, "reading")
    assert caller("alice").post(f"{whole(office)}/retry/").status_code == 409


def test_a_recheck_that_changes_nothing_leaves_the_version(office, caller):
    scenarios.read(office)
    version = office.state.version

    answer = caller("bob").post(f"{whole(office)}/recheck/")

    assert answer.json()["version"] == version


def test_the_public_reads_without_an_account_and_caches_know_it(office, caller):
    scenarios.corrected(office)
    row = ReleaseRow.objects.get(number=2)
    anybody = caller("anybody")

    (listed,) = anybody.get("public/releases/").json()["results"]
    assert listed["id"] == str(row.pk)
    answer = anybody.get(f"public/releases/{row.pk}/")
    said = answer.json()
    assert answer["Cache-Control"] == "public, max-age=300"
    assert [each["heading"] for each in said["sections"]] == [
        head for head, _text in scenarios.TEXTS.values()
    ]
    assert said["reason"] == "其他收入有误"
    assert [each["number"] for each in said["versions"]] == [2, 1]
    known = anybody.client.get(
        f"/api/v1/public/releases/{row.pk}/", headers={"If-None-Match": answer["ETag"]}
    )
    assert (known.status_code, known.content) == (304, b"")
    assert "Set-Cookie" not in answer


def test_the_frozen_bytes_have_the_hash_that_the_release_names(office, caller):
    scenarios.withdrawn(office)
    row = ReleaseRow.objects.get()
    anybody = caller("anybody")

    answer = anybody.get(f"public/releases/{row.pk}/data.json")

    assert sha256(answer.content).hexdigest() == row.content
    assert answer["ETag"] == f'"{row.content}"'
    assert json.loads(answer.content)["format"] == "mingshen.release.v1"
    said = anybody.get(f"public/releases/{row.pk}/").json()
    assert (said["status"], said["reason"]) == ("withdrawn", "附件有误")
    assert said["sections"] == []
    assert said["sha256"] == row.content


def test_what_is_not_released_is_not_public(office, caller):
    scenarios.verified(office)

    assert caller("anybody").get("public/releases/").json()["results"] == []
    number = release().release
    assert caller("anybody").get(f"public/releases/{number}/").status_code == 404


def _etag(caller, path):
    return caller.get(path)["ETag"]


def test_an_annex_comes_beside_its_text_and_not_beside_an_archive(office, caller):
    annex = SimpleUploadedFile("附表.xlsx", b"annex")
    archive = SimpleUploadedFile("报送.zip", b"PK")

    refused = submit(caller, office, file=archive, annex=annex)
    accepted = submit(caller, office, annex=SimpleUploadedFile("附表.xlsx", b"annex"))

    assert refused.status_code == 422
    assert "放进压缩包" in refused.json()["detail"]
    assert accepted.status_code == 202
    sent = {sha256(part).hexdigest() for part in ("决算公开".encode(), b"annex")}
    assert sent < set(SourceFile.objects.values_list("sha256", flat=True))

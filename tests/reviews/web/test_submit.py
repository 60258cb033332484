from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reviews.domain import commands as c
from tests.reviews.web import scene


def upload(client, at, name="决算.txt", body=b"text"):
    return client.post(
        reverse("web:submit"),
        {"campaign": at.campaign.pk, "file": SimpleUploadedFile(name, body)},
    )


def test_a_file_is_kept_and_its_reading_can_be_watched(signed_in):
    at = scene.people()
    alice = signed_in(at.alice)

    answer = upload(alice, at)

    there = reverse("web:progress", args=[at.stream])
    assert answer.url == there
    html = alice.get(there).content.decode()
    assert "解析中" in html and "决算.txt" in html
    assert 'http-equiv="refresh"' in html


def test_an_empty_file_is_kept_for_the_reader_to_refuse(signed_in):
    at = scene.people()

    upload(signed_in(at.alice), at, body=b"")

    assert at.state.reading == "pending"


def test_a_second_file_is_refused_and_says_how_to_replace(signed_in):
    at = scene.people()
    alice = signed_in(at.alice)
    upload(alice, at)

    answer = upload(alice, at, body=b"other")

    assert answer.status_code == 409
    assert "更换文件" in answer.content.decode()


def test_a_reviewer_cannot_submit(signed_in):
    at = scene.people()

    answer = upload(signed_in(at.bob), at)

    assert answer.status_code == 403
    assert not at.state.exists


def test_without_a_file_the_field_says_so(signed_in):
    at = scene.people()

    answer = signed_in(at.alice).post(
        reverse("web:submit"), {"campaign": at.campaign.pk}
    )

    assert answer.status_code == 422
    assert "id_file_error" in answer.content.decode()


def test_a_failure_says_what_is_wrong_and_what_can_be_done(signed_in):
    at = scene.submitted()
    failed = c.RecordFailure(file="0" * 64, code="empty", message="文件是空的。")
    scene.execute(at.stream, failed, scene.handlers.system(at.department.bureau_id))
    alice = signed_in(at.alice)

    html = alice.get(reverse("web:progress", args=[at.stream])).content.decode()

    assert "文件是空的。" in html
    assert "更换文件" in html and "再读一次" in html
    alice.post(reverse("web:retry", args=[at.stream]))
    assert at.state.reading == "pending"


def test_watching_ends_at_the_workspace_once_all_is_read(signed_in):
    at = scene.read()
    bob = signed_in(at.bob)
    there = reverse("web:progress", args=[at.stream])

    assert bob.get(there).url == reverse("web:disclosure", args=[at.stream])
    answer = bob.get(there, headers={"HX-Request": "true", "HX-Target": "progress"})
    assert answer["HX-Redirect"] == reverse("web:disclosure", args=[at.stream])


def test_a_new_file_replaces_the_old(signed_in):
    at = scene.read()

    answer = signed_in(at.alice).post(
        reverse("web:replace", args=[at.stream]),
        {"file": SimpleUploadedFile("新.txt", b"new text")},
    )

    assert answer.url == reverse("web:progress", args=[at.stream])
    assert at.state.reading == "pending"

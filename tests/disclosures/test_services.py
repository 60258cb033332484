"""Files are kept as they came, once, under the hash of their bytes."""

import hashlib
import io
import zipfile
from datetime import UTC, datetime

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from disclosures import services
from disclosures.models import SourceFile

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 7, 1, 8, 0, tzinfo=UTC)


def keep(*chunks, limit=None):
    return services.keep_file(chunks, at=NOW, limit=limit)


def test_the_bytes_come_back_as_they_went_in():
    kept = keep(b"\x00\xff", b"\r\n")

    assert services.read_file(kept.sha256) == b"\x00\xff\r\n"
    with services.open_file(kept.sha256) as opened:
        assert opened.read() == b"\x00\xff\r\n"
    assert kept.sha256 == hashlib.sha256(b"\x00\xff\r\n").hexdigest()
    assert kept.size == 4


def test_the_same_bytes_are_kept_once():
    first, second = keep(b"same"), keep(b"sa", b"me")

    assert first == second
    assert SourceFile.objects.count() == 1


def test_an_empty_file_is_kept_too():
    kept = keep()

    assert kept.size == 0
    assert services.read_file(kept.sha256) == b""


def test_of_a_file_above_the_limit_one_byte_more_is_kept_and_the_rest_never_asked_for():
    asked = []

    def chunks():
        for number in range(1000):
            asked.append(number)
            yield b"x" * 10

    kept = services.keep_file(chunks(), at=NOW, limit=25)

    assert kept.size == 26
    assert len(asked) == 3


def test_a_file_of_exactly_the_limit_is_kept_whole():
    assert keep(b"x" * 25, limit=25).size == 25


def test_a_write_that_was_cut_short_is_made_good():
    whole = b"whole content"
    path = services.path_of(hashlib.sha256(whole).hexdigest())
    default_storage.save(path, ContentFile(b"whole"))

    assert services.read_file(keep(whole).sha256) == whole


def test_bytes_that_changed_in_the_storage_are_not_given_out():
    kept = keep(b"as it came")
    path = services.path_of(kept.sha256)
    default_storage.delete(path)
    default_storage.save(path, ContentFile(b"otherwise"))

    with pytest.raises(services.FileDamaged):
        services.read_file(kept.sha256)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "a" * 63, "A" * 64, "g" * 64])
def test_what_is_no_hash_is_no_path(name):
    with pytest.raises(FileNotFoundError):
        services.read_file(name)


def test_an_unknown_hash_is_not_found():
    with pytest.raises(FileNotFoundError):
        services.read_file("0" * 64)


def upload(name, data):
    return SimpleUploadedFile(name, data)


def submission(text=b"text", annex=b"annex"):
    return services.keep_submission(
        upload("决算.txt", text), upload("附表.xlsx", annex), at=NOW
    )


def test_a_text_and_its_annex_become_one_file_that_holds_the_bytes_of_both():
    kept = submission()

    with zipfile.ZipFile(io.BytesIO(services.read_file(kept.file))) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            "正文": b"text",
            "附表": b"annex",
        }
    parts = services.parts_of(kept.file)
    assert services.read_file(parts.text) == b"text"
    assert services.read_file(parts.annex) == b"annex"
    assert kept.name == "决算.txt（附表：附表.xlsx）"


def test_the_same_text_and_annex_are_the_same_file():
    assert submission().file == submission().file
    assert submission(annex=b"other").file != submission().file


def test_a_text_alone_stays_the_file_that_came():
    kept = services.keep_submission(upload("决算.txt", b"text"), at=NOW)

    assert kept == (hashlib.sha256(b"text").hexdigest(), "决算.txt")
    assert services.parts_of(kept.file) is None


def test_an_annex_is_replaced_and_the_text_stays():
    new = upload("新表.xlsx", b"new")
    kept = services.keep_replacement(submission(), None, new, at=NOW)

    assert kept.file == submission(annex=b"new").file
    assert kept.name == "决算.txt（附表：新表.xlsx）"


def test_a_text_is_replaced_and_the_annex_stays():
    new = upload("新文.txt", b"new")
    kept = services.keep_replacement(submission(), new, None, at=NOW)

    assert kept.file == submission(text=b"new").file
    assert kept.name == "新文.txt（附表：附表.xlsx）"


def test_an_annex_is_laid_beside_a_text_that_came_alone():
    alone = services.keep_submission(upload("决算.txt", b"text"), at=NOW)
    new = upload("附表.xlsx", b"annex")

    assert services.keep_replacement(alone, None, new, at=NOW) == submission()


def test_no_annex_is_laid_beside_an_archive():
    with pytest.raises(services.NotOneText):
        services.keep_submission(
            upload("报送.ZIP", b"PK"), upload("附表.xlsx", b"annex"), at=NOW
        )


def test_an_annex_is_taken_away_and_the_text_stays():
    kept = services.keep_replacement(
        submission(), None, None, at=NOW, without_annex=True
    )

    assert kept == services.keep_submission(upload("决算.txt", b"text"), at=NOW)


def test_a_new_text_comes_without_the_old_annex_where_that_is_asked():
    new = upload("报送.zip", b"PK")
    kept = services.keep_replacement(
        submission(), new, None, at=NOW, without_annex=True
    )

    assert kept == services.keep_submission(upload("报送.zip", b"PK"), at=NOW)


def test_where_there_is_no_annex_none_is_taken_away():
    alone = services.keep_submission(upload("决算.txt", b"text"), at=NOW)

    with pytest.raises(services.NoAnnex):
        services.keep_replacement(alone, None, None, at=NOW, without_annex=True)

"""Every released number ends at bytes that hold it; a link that breaks is named."""

import io
import json

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from disclosures import services
from reviews import store
from reviews.domain import commands as c
from reviews.models import ReleaseProof, ReleaseRow
from reviews.oversight import origins, sweeping
from reviews.oversight.alignment import Stretch
from tests.reviews.oversight import published


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    sweeping._read.clear()


def traced():
    row = ReleaseRow.objects.get()
    return sweeping.prove(row, timezone.now())


@pytest.mark.parametrize("form", ["docx", "pdf", "html"])
def test_every_number_of_a_release_is_in_the_file_that_came(office, form):
    published.read(office, form)
    published.publish(office)

    proof = traced()

    assert proof.broken == []
    assert proof.numbers > 200


def what(proof):
    return {each["what"] for each in proof.broken}


def test_links_that_break_are_named_and_mend_again(office):
    state = published.read(office)
    published.publish(office)
    path = services.path_of(state.file)
    whole = services.read_file(state.file)

    default_storage.delete(path)
    assert what(traced()) == {"file-missing"}

    default_storage.save(path, io.BytesIO(whole[:-1]))
    assert what(traced()) == {"file-damaged"}

    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("trace_releases", stdout=out)
    assert "来源文件被改动" in out.getvalue()

    default_storage.delete(path)
    default_storage.save(path, io.BytesIO(whole))
    assert traced().broken == []


def test_a_version_whose_content_is_gone_breaks_only_its_section(office):
    published.read(office)
    published.publish(office)
    (release,) = office.state.releases
    key, _version, content = next(each for each in release.sections if sweeping.trace)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE reviews_content DISABLE TRIGGER USER")
        else:
            cursor.execute("DROP TRIGGER reviews_content_delete")
        cursor.execute("DELETE FROM reviews_content WHERE hash = %s", [content])

    broken = traced().broken

    assert {(each["what"], each["section"]) for each in broken} == {("content", key)}
    connection.needs_rollback = True


def test_a_number_that_the_file_does_not_say_is_named(office):
    """As if the reader, or somebody in the database, had made a number up."""
    state = published.read(office)
    published.publish(office)
    sweeping.numbers_of(state.file)
    gone = sorted(sweeping._read[state.file])[-1]
    sweeping._read[state.file] -= {gone}

    broken = traced().broken

    assert {each["what"] for each in broken} == {"not-in-file"}
    assert {sweeping.plain(each["text"]) for each in broken} == {gone}


def test_a_number_that_an_edit_brought_ends_at_the_edit(office):
    state = published.read(office)
    key = next(iter(state.sections))
    section = state.sections[key]
    (body,) = store.contents([section.content]).values()
    blocks = (*json.loads(body), {"p": "办公用房面积7654.32平方米。"})
    edit = c.EditSection(section=key, based_on=1, blocks=blocks, reason="补充面积")
    office.do("bob", edit)
    published.publish(office)

    assert traced().broken == []
    records = store.load(office.ledger, office.stream)
    known = origins.versions(records, key)
    texts = origins.Texts(known)
    text = texts.text(known[-1].content)
    start = text.index("7654.32")
    origin = texts.origin(1, Stretch(start, start + 7))
    assert (origin.from_file, origin.steps[0].after) == (False, "7654.32")
    assert origin.version.record.actor == office.people["bob"].pk


def test_the_sweep_takes_those_that_wait_longest(office):
    published.read(office)
    published.publish(office)

    assert sweeping.sweep(office.ledger, timezone.now) == 0
    first = ReleaseProof.objects.get().proven_at
    assert sweeping.sweep(office.ledger, timezone.now, most=0) == 0
    assert ReleaseProof.objects.get().proven_at == first

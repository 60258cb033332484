"""`manage.py write_samples` writes every file of the samples, and nothing else."""

from io import StringIO

from django.core.management import call_command

from disclosures.samples import build


def test_the_command_writes_each_sample_in_each_form_with_its_labels(tmp_path):
    out = StringIO()

    call_command("write_samples", into=tmp_path, stdout=out)

    written = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    forms = {f"{name}.{form}" for name in build.names() for form in build.forms(name)}
    assert written == forms | {f"{name}.json" for name in build.names()}
    assert len(out.getvalue().splitlines()) == len(written)
    text = (tmp_path / "documents" / "qinghe-2025.txt").read_bytes()
    assert text == build.document("qinghe-2025", "txt")

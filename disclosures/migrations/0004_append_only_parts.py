"""What a file was composed of stays on record: the rows are only inserted."""

from django.db import migrations

from disclosures.migrations import _append_only

PARTS = "disclosures_submittedparts"


class Migration(migrations.Migration):
    dependencies = [("disclosures", "0003_submitted_parts")]
    operations = [
        migrations.RunPython(
            _append_only.guard(PARTS, key="id"), _append_only.release(PARTS)
        ),
    ]

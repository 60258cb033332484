"""What administrators changed stays on record: history rows are only inserted."""

from django.db import migrations

from disclosures.migrations import _append_only

TABLES = (
    "disclosures_historicalaccount",
    "disclosures_historicalbureau",
    "disclosures_historicaldepartment",
    "disclosures_historicalrolegrant",
    "disclosures_historicaldisclosuretemplate",
    "disclosures_historicalcampaign",
    "disclosures_historicalrulesetting",
)
LINKS = ("disclosures_historicalcampaign_departments",)


class Migration(migrations.Migration):
    dependencies = [("disclosures", "0001_initial")]
    operations = [
        migrations.RunPython(
            _append_only.guard(*TABLES, key="history_id"), _append_only.release(*TABLES)
        ),
        migrations.RunPython(
            _append_only.guard(*LINKS, key="m2m_history_id"),
            _append_only.release(*LINKS),
        ),
    ]

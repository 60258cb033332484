"""The figures of the self-check as OpenMetrics text."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from reviews.models import LedgerHead
from reviews.oversight import selfcheck

Sample = tuple[str, dict[str, str], float]

HELP = {
    "mingshen_ready": "Whether a dependency answers.",
    "mingshen_ledger_position": "The last position of a ledger.",
    "mingshen_ledger_head_age_seconds": "Seconds since the last event.",
    "mingshen_outbox_open": "Tasks that are not done.",
    "mingshen_outbox_dead": "Tasks that failed too often.",
    "mingshen_outbox_oldest_seconds": "How long the oldest due task waits.",
    "mingshen_states_behind": "Disclosures whose kept state is behind their events.",
    "mingshen_selfcheck_healthy": "Whether the last self-check found all well.",
    "mingshen_selfcheck_age_seconds": "Seconds since the last self-check.",
    "mingshen_selfcheck_item_ok": "Whether an item of the last self-check was well.",
    "mingshen_read_model_drift_rows": "Rows that differed from the events.",
    "mingshen_releases_unproven": "Releases whose numbers were not traced.",
    "mingshen_releases_broken": "Releases with a number that could not be traced.",
}
"""Every metric is a gauge."""


def text(at: datetime, ready: Mapping[str, bool]) -> str:
    """Return all metrics at a moment; `ready` says which dependencies answer."""
    samples = [
        ("mingshen_ready", {"dependency": name}, float(ok))
        for name, ok in ready.items()
    ]
    for ledger in LedgerHead.objects.order_by("ledger").values_list(
        "ledger", flat=True
    ):
        samples += _of(ledger, at)
    lines: list[str] = []
    for name, says in HELP.items():
        mine = [each for each in samples if each[0] == name]
        if mine:
            lines += [f"# TYPE {name} gauge", f"# HELP {name} {says}"]
            lines += [_line(*each) for each in mine]
    return "\n".join([*lines, "# EOF", ""])


def _of(ledger: int, at: datetime) -> Iterator[Sample]:
    mine = {"ledger": str(ledger)}
    items = {each["code"]: each for each in selfcheck.standing(ledger, at)}
    head, outbox, lag = items["head"], items["outbox"], items["lag"]
    yield "mingshen_ledger_position", mine, head["position"]
    yield "mingshen_ledger_head_age_seconds", mine, head["age_seconds"]
    yield "mingshen_outbox_open", mine, outbox["open"]
    yield "mingshen_outbox_dead", mine, outbox["dead"]
    yield "mingshen_outbox_oldest_seconds", mine, outbox["oldest_seconds"]
    yield "mingshen_states_behind", mine, lag["behind"] + lag["missing"]
    last = selfcheck.latest(ledger)
    if last is None:
        return
    yield "mingshen_selfcheck_healthy", mine, float(last.healthy)
    age = (at - last.finished_at).total_seconds()
    yield "mingshen_selfcheck_age_seconds", mine, int(age)
    for each in last.report["items"]:
        about = mine | {"item": each["code"]}
        yield "mingshen_selfcheck_item_ok", about, float(each["ok"])
        if each["code"] == "read-models":
            yield "mingshen_read_model_drift_rows", mine, each["drift"]
        if each["code"] == "releases":
            yield "mingshen_releases_unproven", mine, each["unproven"]
            yield "mingshen_releases_broken", mine, len(each["broken"])


def _line(name: str, labels: dict[str, str], value: float) -> str:
    told = ",".join(f'{key}="{each}"' for key, each in labels.items())
    return (
        f"{name}{{{told}}} {value:g}"
        if value != int(value)
        else (f"{name}{{{told}}} {int(value)}")
    )

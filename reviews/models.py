"""The ledger and the read models. Only `store` and `projections` write them."""

from django.db import models


class LedgerHead(models.Model):
    """The last position and hash of one bureau's ledger; its row is the append lock."""

    ledger = models.BigIntegerField(primary_key=True)
    position = models.BigIntegerField(default=0)
    hash = models.BinaryField(max_length=32)
    recorded_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = verbose_name_plural = "账本"


class EventRecord(models.Model):
    """One event as it was written. Rows are inserted and never change.

    `payload` holds the canonical bytes that were hashed (envelope and body); `body`
    is the same body for queries. `hash` chains `previous_hash`, the payload's hash,
    the position and the time of recording.
    """

    ledger = models.BigIntegerField()
    position = models.BigIntegerField()
    stream = models.UUIDField()
    version = models.PositiveIntegerField()
    type = models.CharField(max_length=80)
    body = models.JSONField()
    payload = models.BinaryField()
    actor = models.BigIntegerField(null=True)
    on_behalf_of = models.BigIntegerField(null=True)
    command = models.UUIDField()
    request = models.CharField(max_length=64, blank=True)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    previous_hash = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    class Meta:
        verbose_name = verbose_name_plural = "事件"
        constraints = [
            models.UniqueConstraint(
                fields=["ledger", "position"], name="one_event_per_position"
            ),
            models.UniqueConstraint(
                fields=["ledger", "stream", "version"], name="one_event_per_version"
            ),
        ]
        indexes = [models.Index(fields=["ledger", "recorded_at"], name="event_time")]


class Content(models.Model):
    """Text that events name by its hash: sections, findings, reasons, staged pages.

    Written once and never changed; erasing one (a person's data) leaves the events
    and their chain whole.
    """

    hash = models.CharField(max_length=64, primary_key=True)
    body = models.BinaryField()

    class Meta:
        verbose_name = verbose_name_plural = "内容"


class ErasedContent(models.Model):
    """That a content was erased, by whom and why; the content itself is gone."""

    hash = models.CharField(max_length=64)
    actor = models.BigIntegerField(null=True)
    reason = models.CharField("理由", max_length=300)
    erased_at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "已删除的内容"
        indexes = [models.Index(fields=["hash"], name="erased_hash")]


class CommandRecord(models.Model):
    """A command that was carried out: asked again, its answer is given again."""

    ledger = models.BigIntegerField()
    command = models.UUIDField()
    actor = models.BigIntegerField(null=True)
    request_hash = models.CharField(max_length=64)
    stream = models.UUIDField()
    version = models.PositiveIntegerField()
    position = models.BigIntegerField()
    answer = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ledger", "command"], name="one_record_per_command"
            )
        ]


class OutboxRecord(models.Model):
    """Work that an event calls for; the row lives until the work is done.

    A worker takes it for a lease that it renews while it works, so a worker that
    dies leaves a row that is taken again. `step`, `done` and `total` are its progress.
    """

    ledger = models.BigIntegerField()
    position = models.BigIntegerField()
    stream = models.UUIDField(null=True)
    job = models.CharField(max_length=40)
    arguments = models.JSONField(default=dict)
    not_before = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    holder = models.CharField(max_length=64, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    dead = models.BooleanField(default=False)
    error = models.TextField(blank=True)
    step = models.CharField(max_length=40, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = "待办任务"
        constraints = [
            models.UniqueConstraint(
                fields=["ledger", "position", "job"], name="one_job_per_event"
            )
        ]
        indexes = [models.Index(fields=["dead", "not_before"])]


class StreamState(models.Model):
    """A cache of a stream's state at its last version, for deciding and showing.

    `reducer` names the code that folded it: a changed reducer misses and replays.
    """

    stream = models.UUIDField(primary_key=True)
    ledger = models.BigIntegerField()
    version = models.PositiveIntegerField()
    position = models.BigIntegerField()
    reducer = models.CharField(max_length=16)
    body = models.BinaryField()


class DisclosureRow(models.Model):
    """One disclosure as lists show it."""

    id = models.UUIDField(primary_key=True)
    ledger = models.BigIntegerField()
    department = models.BigIntegerField()
    campaign = models.BigIntegerField()
    stage = models.CharField(max_length=12)
    version = models.PositiveIntegerField()
    position = models.BigIntegerField()
    revision = models.PositiveIntegerField()
    sections = models.PositiveIntegerField()
    draft = models.PositiveIntegerField()
    flagged = models.PositiveIntegerField()
    verified = models.PositiveIntegerField()
    published = models.PositiveIntegerField()
    errors = models.PositiveIntegerField()
    warnings = models.PositiveIntegerField()
    waivers_until = models.DateField(null=True)
    """The earliest last day of its waivers; None where none has one."""
    submitted_by = models.BigIntegerField(null=True)
    submitted_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "公开材料"
        indexes = [
            models.Index(fields=["ledger", "campaign", "department"]),
            models.Index(fields=["ledger", "-position"]),
            models.Index(fields=["waivers_until"], name="waivers_that_end"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "department"],
                name="one_disclosure_per_campaign_and_department",
            )
        ]


class SectionRow(models.Model):
    """One section as queues and its own address find it."""

    id = models.UUIDField(primary_key=True)
    disclosure = models.UUIDField()
    ledger = models.BigIntegerField()
    key = models.CharField(max_length=12)
    place = models.PositiveIntegerField()
    level = models.PositiveIntegerField()
    heading = models.CharField(max_length=300)
    state = models.CharField(max_length=10)
    version = models.PositiveIntegerField()
    content = models.CharField(max_length=64)
    assignee = models.BigIntegerField(null=True)
    errors = models.PositiveIntegerField()
    warnings = models.PositiveIntegerField()
    flags = models.PositiveIntegerField()

    class Meta:
        verbose_name = verbose_name_plural = "章节"
        indexes = [
            models.Index(fields=["disclosure", "place"]),
            models.Index(fields=["ledger", "assignee", "state"]),
        ]


class FindingRow(models.Model):
    """One finding of the current text. `status` is open, pending or waived."""

    id = models.UUIDField(primary_key=True)
    disclosure = models.UUIDField()
    ledger = models.BigIntegerField()
    section = models.CharField(max_length=12)
    fingerprint = models.CharField(max_length=64)
    code = models.CharField(max_length=5)
    severity = models.CharField(max_length=10)
    status = models.CharField(max_length=10)
    content = models.CharField(max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "问题"
        indexes = [
            models.Index(fields=["disclosure", "section"]),
            models.Index(fields=["ledger", "code", "status"]),
        ]


class ReleaseRow(models.Model):
    """One release. `status` is current, superseded or withdrawn."""

    id = models.UUIDField(primary_key=True)
    disclosure = models.UUIDField()
    ledger = models.BigIntegerField()
    department = models.BigIntegerField()
    campaign = models.BigIntegerField()
    number = models.PositiveIntegerField()
    content = models.CharField(max_length=64)
    reason = models.CharField(max_length=64, blank=True)
    status = models.CharField(max_length=10)
    position = models.BigIntegerField()
    released_at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "公开版本"
        indexes = [
            models.Index(fields=["ledger", "campaign", "status"]),
            models.Index(fields=["disclosure", "number"]),
        ]


class SelfCheckRecord(models.Model):
    """What one self-check of a ledger found; `report` as `oversight.selfcheck` says.

    `position` and `head` are the last event that was proved; `signature` is theirs
    under LEDGER_KEY, '' without one.
    """

    ledger = models.BigIntegerField()
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField()
    whole = models.BooleanField()
    healthy = models.BooleanField()
    position = models.BigIntegerField()
    head = models.CharField(max_length=64)
    signature = models.CharField(max_length=64, blank=True)
    report = models.JSONField()

    class Meta:
        verbose_name = verbose_name_plural = "自检记录"
        indexes = [models.Index(fields=["ledger", "-id"], name="self_check_latest")]


class PackageRecord(models.Model):
    """A package that was built: where its bytes lie is its SHA-256.

    `audience` is whole or public. A row may be deleted at any time: built again, the
    package is the same.
    """

    ledger = models.BigIntegerField()
    stream = models.UUIDField()
    position = models.BigIntegerField()
    audience = models.CharField(max_length=10)
    builder = models.CharField(max_length=16)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    built_at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "材料包"
        constraints = [
            models.UniqueConstraint(
                fields=["stream", "position", "audience"], name="one_package_per_moment"
            )
        ]


class ReleaseProof(models.Model):
    """The last sweep over the numbers of one release; `broken` names each bad link."""

    release = models.UUIDField(primary_key=True)
    ledger = models.BigIntegerField()
    proven_at = models.DateTimeField()
    numbers = models.PositiveIntegerField()
    broken = models.JSONField(default=list)

    class Meta:
        verbose_name = verbose_name_plural = "公开数字溯源"
        indexes = [models.Index(fields=["ledger", "proven_at"], name="proof_oldest")]

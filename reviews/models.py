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
            models.Index(fields=["campaign", "-errors", "id"], name="board_errors"),
            models.Index(fields=["campaign", "-position"], name="board_newest"),
            models.Index(fields=["campaign", "stage"], name="board_stage"),
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
    campaign = models.BigIntegerField(default=0)
    department = models.BigIntegerField(default=0)
    waiting = models.BooleanField(default=False)
    """Whether a reviewer can bring it on now: not verified, its disclosure at work."""
    contributors = models.CharField(max_length=1000, default="|")
    """Who wrote a part of it, as |3|12|; of very many the first."""
    errors = models.PositiveIntegerField()
    warnings = models.PositiveIntegerField()
    flags = models.PositiveIntegerField()

    class Meta:
        verbose_name = verbose_name_plural = "章节"
        indexes = [
            models.Index(fields=["disclosure", "place"]),
            models.Index(fields=["ledger", "assignee", "state"]),
            models.Index(
                fields=[
                    "ledger",
                    "assignee",
                    "campaign",
                    "-errors",
                    "disclosure",
                    "place",
                ],
                name="queue_order",
                condition=models.Q(waiting=True),
            ),
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
    """One release, or what is staged for a joint one.

    `status` is current, superseded or withdrawn; staged, rendering or stale before it
    is public (see `Disclosure.staging_status`). `files` are [form, SHA-256, bytes].
    """

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
    plan = models.UUIDField(null=True)
    files = models.JSONField(default=list)

    class Meta:
        verbose_name = verbose_name_plural = "公开版本"
        indexes = [
            models.Index(
                fields=["plan", "status"],
                name="release_plan",
                condition=models.Q(plan__isnull=False),
            ),
            models.Index(fields=["status", "-released_at"], name="release_newest"),
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


class Follower(models.Model):
    """How far a reader of a ledger has come that writes rows of its own (by position).

    It moves in the transaction of those rows, so each event is taken once.
    """

    name = models.CharField(max_length=40)
    ledger = models.BigIntegerField()
    position = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name", "ledger"], name="one_place_per_follower"
            )
        ]


class Reminder(models.Model):
    """Something that one person should know, from one event (提醒).

    `detail` says more as the kind has it (a cause, a fingerprint, a number of
    findings); no text of a document. `read_at` is the person's own mark, `mail` the
    message that told it.
    """

    ledger = models.BigIntegerField()
    position = models.BigIntegerField()
    account = models.BigIntegerField()
    kind = models.CharField(max_length=30)
    stream = models.UUIDField()
    section = models.CharField(max_length=12, blank=True)
    detail = models.CharField(max_length=200, blank=True)
    actor = models.BigIntegerField(null=True)
    on_behalf_of = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mail = models.ForeignKey("MailRecord", models.SET_NULL, null=True)

    class Meta:
        verbose_name = verbose_name_plural = "提醒"
        constraints = [
            models.UniqueConstraint(
                fields=["ledger", "position", "account", "kind", "section", "detail"],
                name="one_reminder_per_event",
            )
        ]
        indexes = [
            models.Index(fields=["account", "-id"], name="reminders_of"),
            models.Index(
                fields=["account"],
                name="unread_reminders",
                condition=models.Q(read_at=None),
            ),
            models.Index(
                fields=["account"],
                name="untold_reminders",
                condition=models.Q(mail=None),
            ),
        ]


class MailRecord(models.Model):
    """One e-mail to one account: put together once, sent once."""

    account = models.BigIntegerField()
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = verbose_name_plural = "提醒邮件"


class MailPreference(models.Model):
    """How somebody wants to be told by e-mail; who has no row is told daily."""

    class Rhythm(models.TextChoices):
        OFF = "off", "不发邮件"
        HOURLY = "hourly", "每小时汇总"
        DAILY = "daily", "每日汇总"

    account = models.BigIntegerField(primary_key=True)
    rhythm = models.CharField(
        "邮件提醒", max_length=10, choices=Rhythm.choices, default=Rhythm.DAILY
    )
    mentions_at_once = models.BooleanField("有人提到我时立即发邮件", default=True)


class RemarkDraft(models.Model):
    """A remark that its author has not submitted: private, gone once it is."""

    id = models.UUIDField(primary_key=True)
    account = models.BigIntegerField()
    ledger = models.BigIntegerField()
    disclosure = models.UUIDField()
    section = models.CharField(max_length=12)
    version = models.PositiveIntegerField()
    quote = models.TextField(blank=True)
    before = models.CharField(max_length=80, blank=True)
    after = models.CharField(max_length=80, blank=True)
    remark = models.TextField()
    written_at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "意见草稿"
        indexes = [
            models.Index(fields=["account", "disclosure"], name="remark_drafts_of")
        ]


class JointReleaseRow(models.Model):
    """One plan of a joint release (集中公开); its move to released is what goes public.

    `status` is that of `reviews.domain.joint.state.Plan`.
    """

    id = models.UUIDField(primary_key=True)
    ledger = models.BigIntegerField()
    campaign = models.BigIntegerField()
    status = models.CharField(max_length=10)
    due = models.DateTimeField(null=True)
    members = models.PositiveIntegerField()
    position = models.BigIntegerField()
    released_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = verbose_name_plural = "集中公开"
        indexes = [models.Index(fields=["ledger", "campaign"], name="joint_campaign")]


class CampaignTally(models.Model):
    """How many disclosures of a campaign are so: kept in step, never counted anew.

    `kind` is stage (by `Stage`) or problem (by rule: an open finding, not mere info).
    """

    ledger = models.BigIntegerField()
    campaign = models.BigIntegerField()
    kind = models.CharField(max_length=10)
    key = models.CharField(max_length=12)
    count = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "kind", "key"], name="one_tally_per_kind_and_key"
            )
        ]


class Occurrence(models.Model):
    """One finding from when it was found to its end, for statistics over the years.

    Follows the ledger by position. `outcome` is open, mended (it is not found any
    more) or waived; `ended_at` is None while it is open.
    """

    ledger = models.BigIntegerField()
    disclosure = models.UUIDField()
    campaign = models.BigIntegerField()
    department = models.BigIntegerField()
    fingerprint = models.CharField(max_length=64)
    code = models.CharField(max_length=5)
    severity = models.CharField(max_length=10)
    position = models.BigIntegerField()
    found_at = models.DateTimeField()
    outcome = models.CharField(max_length=6, default="open")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["disclosure", "fingerprint", "position"],
                name="one_occurrence_per_finding_and_position",
            )
        ]
        indexes = [
            models.Index(
                fields=["ledger", "campaign", "code", "outcome"],
                name="occurrences_by_rule",
            ),
            models.Index(
                fields=["disclosure", "fingerprint"],
                name="occurrences_standing",
                condition=~models.Q(outcome="mended"),
            ),
        ]


class NoticeRow(models.Model):
    """One rectification notice as lists show it. `status` is open, closed, withdrawn.

    `waiting` says who has it: department or bureau, '' for one that has ended. `late`
    is the highest step of the overdue ladder ever noted, -1 for none.
    """

    id = models.UUIDField(primary_key=True)
    disclosure = models.UUIDField()
    ledger = models.BigIntegerField()
    department = models.BigIntegerField()
    campaign = models.BigIntegerField()
    symbol = models.CharField(max_length=20)
    year = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    round = models.PositiveIntegerField()
    status = models.CharField(max_length=10)
    waiting = models.CharField(max_length=10, blank=True)
    issued_on = models.DateField()
    first_due = models.DateField()
    due = models.DateField()
    received = models.BooleanField()
    extension = models.BooleanField()
    extensions = models.PositiveIntegerField()
    items = models.PositiveIntegerField()
    errors = models.PositiveIntegerField()
    answered = models.PositiveIntegerField()
    confirmed = models.PositiveIntegerField()
    objected = models.PositiveIntegerField()
    reminded = models.IntegerField()
    late = models.IntegerField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = verbose_name_plural = "整改通知书"
        constraints = [
            models.UniqueConstraint(
                fields=["ledger", "year", "number"], name="one_notice_per_number"
            )
        ]
        indexes = [
            models.Index(fields=["disclosure", "status"], name="notices_of"),
            models.Index(fields=["ledger", "status", "due"], name="notices_due"),
        ]

    @property
    def reference(self) -> str:
        return f"{self.symbol}〔{self.year}〕{self.number}号"

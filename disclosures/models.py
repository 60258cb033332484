"""Reference data and files: what people set up and send in. Nothing here is reviewed.

What the administrators edit keeps its history with django-simple-history; each such
save is also an event in the bureau's ledger (see `reviews.configuration`).
"""

from django.contrib.auth.models import AbstractUser
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from simple_history.models import HistoricalRecords


def tracked(
    *, without: tuple[str, ...] = (), lists: tuple[str, ...] = ()
) -> HistoricalRecords:
    """The history of reference data: the account as a plain number, kept for ever.

    `without` names fields that no history may hold, `lists` many-to-many fields
    whose members it follows.
    """
    return HistoricalRecords(
        excluded_fields=without,
        m2m_fields=lists,
        history_user_id_field=models.IntegerField(null=True),
        history_user_getter=_history_user_getter,
        history_user_setter=_history_user_setter,
        inherit=False,
    )


def _history_user_getter(record: models.Model) -> "Account | None":
    key = getattr(record, "history_user_id", None)
    return None if key is None else Account.objects.filter(pk=key).first()


def _history_user_setter(record: models.Model, user: "Account | None") -> None:
    record.history_user_id = user.pk if user else None  # type: ignore[attr-defined]


class Bureau(models.Model):
    """A finance bureau: the tenant, and the owner of one ledger (same number)."""

    name = models.CharField("名称", max_length=100, unique=True)
    region = models.CharField("地区", max_length=100, blank=True)
    history = tracked()

    class Meta:
        verbose_name = verbose_name_plural = "财政局"

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    """A department that must publish what it earned and spent."""

    bureau = models.ForeignKey(Bureau, models.PROTECT, verbose_name="财政局")
    code = models.CharField(
        "部门编码",
        max_length=20,
        validators=[RegexValidator(r"^[0-9A-Za-z-]+$", "只用数字、字母和连字符。")],
    )
    name = models.CharField("名称", max_length=100)
    active = models.BooleanField("在用", default=True)
    history = tracked()

    class Meta:
        verbose_name = verbose_name_plural = "部门"
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["bureau", "code"], name="one_department_per_code"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Account(AbstractUser):
    """A person who signs in. Deactivated, never deleted: events name them by id."""

    bureau = models.ForeignKey(
        Bureau, models.PROTECT, null=True, blank=True, verbose_name="财政局"
    )
    department = models.ForeignKey(
        Department,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="所属部门",
        help_text="填报人必填；审核员填写后，不得审核本部门的材料（内部回避）。",
    )
    display_name = models.CharField("姓名", max_length=50, blank=True)
    language = models.CharField(
        "界面语言",
        max_length=10,
        default="zh-hans",
        choices=[("zh-hans", "简体中文"), ("en", "English")],
    )
    single_keys = models.BooleanField("使用单键快捷键", default=True)
    history = tracked(without=("password", "last_login"))

    class Meta:
        verbose_name = verbose_name_plural = "账号"

    def __str__(self) -> str:
        return self.display_name or self.username


class RoleGrant(models.Model):
    """One role of one account. A person may hold several."""

    class Role(models.TextChoices):
        SUBMITTER = "submitter", "填报人"
        REVIEWER = "reviewer", "审核员"
        PUBLISHER = "publisher", "发布人"
        AUDITOR = "auditor", "审计员"
        ADMINISTRATOR = "administrator", "管理员"

    account = models.ForeignKey(
        Account, models.PROTECT, related_name="grants", verbose_name="账号"
    )
    role = models.CharField("角色", max_length=20, choices=Role.choices)
    history = tracked()

    class Meta:
        verbose_name = verbose_name_plural = "角色"
        constraints = [
            models.UniqueConstraint(
                fields=["account", "role"], name="one_grant_per_role"
            )
        ]

    def __str__(self) -> str:
        return f"{self.account} · {self.get_role_display()}"


class Delegation(models.Model):
    """That one person may do named things for another, from one day to another (代办).

    It is never deleted: who takes it back notes when (`revoked_at`).
    """

    principal = models.ForeignKey(
        Account, models.PROTECT, related_name="delegated", verbose_name="委托人"
    )
    delegate = models.ForeignKey(
        Account, models.PROTECT, related_name="mandates", verbose_name="代办人"
    )
    actions = models.JSONField("代办事项", default=list)
    begins = models.DateField("自")
    ends = models.DateField("至（含当日）")
    reason = models.CharField("事由", max_length=300)
    revoked_at = models.DateTimeField("收回时间", null=True, blank=True)
    history = tracked()

    class Meta:
        verbose_name = verbose_name_plural = "代办授权"
        ordering = ["-begins", "-pk"]
        indexes = [models.Index(fields=["delegate", "ends"], name="mandates_of")]

    def __str__(self) -> str:
        return f"{self.delegate}（代{self.principal}）"


class AccessToken(models.Model):
    """A program's way in: acts as its account, within its scopes. The secret itself
    is shown once and never kept."""

    account = models.ForeignKey(
        Account, models.PROTECT, related_name="tokens", verbose_name="账号"
    )
    name = models.CharField("用途", max_length=60)
    prefix = models.CharField("开头", max_length=12, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    scopes = models.JSONField("授权范围", default=list)
    """Names of `reviews.domain.scopes.SCOPES`."""
    until = models.DateField("有效期至", help_text="这一天结束后失效。")
    revoked = models.BooleanField("已停用", default=False)
    history = tracked(without=("digest",))

    class Meta:
        verbose_name = verbose_name_plural = "访问令牌"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.name}（{self.prefix}…）"


class TokenUse(models.Model):
    """When a token was last used, to the day: enough to find those nobody needs."""

    token = models.OneToOneField(
        AccessToken, models.PROTECT, related_name="use", primary_key=True
    )
    day = models.DateField()


class Webhook(models.Model):
    """An address that is told of a bureau's events: what, where, when, not the text.

    Whoever is told asks the API for the rest, with a token of their own.
    """

    bureau = models.ForeignKey(Bureau, models.PROTECT, verbose_name="财政局")
    name = models.CharField("用途", max_length=60)
    url = models.URLField("地址", max_length=300)
    secret = models.CharField("签名密钥", max_length=64, editable=False)
    kinds = models.JSONField(
        "通知哪些事件",
        default=list,
        blank=True,
        help_text="事件名称的列表，例如 review.disclosure-released.v1；空表示全部。",
    )
    active = models.BooleanField("启用", default=True)
    history = tracked(without=("secret",))

    class Meta:
        verbose_name = verbose_name_plural = "事件通知地址"

    def __str__(self) -> str:
        return self.name


class WebhookState(models.Model):
    """How far an address has been told, and how it went the last time."""

    webhook = models.OneToOneField(
        Webhook, models.PROTECT, related_name="state", primary_key=True
    )
    position = models.BigIntegerField(default=0)
    """Everything up to this position of the ledger has been taken."""
    failures = models.PositiveIntegerField(default=0)
    not_before = models.DateTimeField()
    said = models.CharField(max_length=200, blank=True)


class DisclosureTemplate(models.Model):
    """What a disclosure of a place and years must hold, as data for the checks."""

    name = models.CharField("名称", max_length=100, unique=True)
    body = models.JSONField(
        "内容",
        default=dict,
        blank=True,
        help_text="部分、表、章节、固定表述、分值权重、等级区间；空白即通用模板。",
    )
    history = tracked()

    class Meta:
        verbose_name = verbose_name_plural = "公开模板"

    def __str__(self) -> str:
        return self.name


class Campaign(models.Model):
    """One round of publishing (公开批次): a kind, a fiscal year, who must publish."""

    class Kind(models.TextChoices):
        FINAL = "决算", "部门决算"
        BUDGET = "预算", "部门预算"

    bureau = models.ForeignKey(Bureau, models.PROTECT, verbose_name="财政局")
    kind = models.CharField("种类", max_length=4, choices=Kind.choices)
    year = models.PositiveIntegerField(
        "财政年度", validators=[MinValueValidator(1990), MaxValueValidator(2100)]
    )
    template = models.ForeignKey(
        DisclosureTemplate, models.PROTECT, null=True, blank=True, verbose_name="模板"
    )
    departments = models.ManyToManyField(
        Department, blank=True, verbose_name="应公开部门"
    )
    approved_on = models.DateField("批复日", null=True, blank=True)
    deadline = models.DateField(
        "公开截止日", null=True, blank=True, help_text="空白即批复日后 20 个自然日。"
    )
    common_day = models.DateTimeField("集中公开时间", null=True, blank=True)
    open = models.BooleanField("进行中", default=True)
    history = tracked(lists=("departments",))

    class Meta:
        verbose_name = verbose_name_plural = "公开批次"
        ordering = ["-year", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["bureau", "kind", "year"], name="one_campaign_per_kind_and_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.year}年度{self.get_kind_display()}公开"


class RuleSetting(models.Model):
    """A bureau's departure from a rule's defaults, with its reason.

    Without a department it holds for all; with one it is an exemption, which ends.
    """

    class Severity(models.TextChoices):
        AS_IS = "", "按规则默认"
        ERROR = "error", "错误"
        WARNING = "warning", "预警"
        INFO = "info", "提示"

    bureau = models.ForeignKey(Bureau, models.PROTECT, verbose_name="财政局")
    code = models.CharField(
        "规则编码",
        max_length=5,
        validators=[RegexValidator(r"^[A-Z]{2}\d{3}$", "两个大写字母和三位数字。")],
    )
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, verbose_name="仅限部门"
    )
    enabled = models.BooleanField("启用", default=True)
    severity = models.CharField(
        "级别", max_length=10, choices=Severity.choices, blank=True
    )
    until = models.DateField("有效至", null=True, blank=True)
    reason = models.CharField("理由", max_length=500)
    history = tracked()

    class Meta:
        verbose_name = verbose_name_plural = "规则设置"
        constraints = [
            models.UniqueConstraint(
                fields=["bureau", "code", "department"],
                name="one_setting_per_rule_and_department",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {'启用' if self.enabled else '停用'}"


class SourceFile(models.Model):
    """The bytes somebody sent, kept as they came, addressed by their SHA-256.

    The file's name is kept beside the event (it may hold a person's name), and the
    bytes lie in the storage under their hash; rows are written once.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField("字节数")
    stored_at = models.DateTimeField("收到时间")

    class Meta:
        verbose_name = verbose_name_plural = "来源文件"

    def __str__(self) -> str:
        return self.sha256[:12]


class SubmittedParts(models.Model):
    """What a file was composed of that came as a text and its annex; written once."""

    file = models.OneToOneField(
        SourceFile, models.PROTECT, related_name="parts", verbose_name="合成文件"
    )
    text = models.ForeignKey(
        SourceFile, models.PROTECT, related_name="+", verbose_name="正文"
    )
    annex = models.ForeignKey(
        SourceFile, models.PROTECT, related_name="+", verbose_name="附表"
    )

    class Meta:
        verbose_name = verbose_name_plural = "正文与附表"

    def __str__(self) -> str:
        return str(self.file)


class CalendarDay(models.Model):
    """A day that is not what its weekday says: a holiday, or a weekend day worked.

    Without a bureau it holds for the whole country; a bureau's own row goes before.
    """

    class Kind(models.TextChoices):
        HOLIDAY = "holiday", "放假"
        WORKING = "working", "上班（调休）"

    bureau = models.ForeignKey(
        Bureau,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="财政局",
        help_text="空白即全国统一安排。",
    )
    day = models.DateField("日期")
    kind = models.CharField("安排", max_length=10, choices=Kind.choices)
    name = models.CharField("节日", max_length=50, blank=True)
    source = models.CharField("依据", max_length=100, blank=True)
    history = tracked()

    class Meta:
        verbose_name = verbose_name_plural = "节假日安排"
        ordering = ["-day"]
        constraints = [
            models.UniqueConstraint(
                fields=["bureau", "day"],
                name="one_arrangement_per_day",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.get_kind_display()}"


class NoticeStyle(models.Model):
    """How a bureau writes its rectification notices (整改通知书)."""

    bureau = models.OneToOneField(Bureau, models.PROTECT, verbose_name="财政局")
    symbol = models.CharField(
        "发文代字",
        max_length=20,
        default="财决改",
        help_text="文号为“发文代字〔年份〕序号”，序号由系统按年连续编排。",
    )
    days = models.PositiveIntegerField(
        "通常限期（工作日）",
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )
    contact = models.CharField(
        "联系方式",
        max_length=100,
        blank=True,
        help_text="写在落款之前，例如科室和办公电话；不要写个人手机号。",
    )
    template = models.ForeignKey(
        "SourceFile",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="文书模板",
        help_text="空白即系统自带的模板。",
    )
    history = tracked()

    class Meta:
        verbose_name = verbose_name_plural = "整改通知书格式"

    def __str__(self) -> str:
        return f"{self.bureau}整改通知书格式"


class SavedView(models.Model):
    """Filters and order of a list that a person keeps under a name.

    `query` is the query string that the list is asked with. A shared one is offered
    to the whole bureau; the default is what its owner sees first.
    """

    class Place(models.TextChoices):
        BOARD = "board", "看板"
        QUEUE = "queue", "待办"

    account = models.ForeignKey(Account, models.PROTECT, verbose_name="账号")
    bureau = models.ForeignKey(Bureau, models.PROTECT, verbose_name="财政局")
    place = models.CharField("列表", max_length=10, choices=Place.choices)
    name = models.CharField("名称", max_length=40)
    query = models.CharField("条件", max_length=500, blank=True)
    shared = models.BooleanField("本局共享", default=False)
    default = models.BooleanField("默认", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "保存的视图"
        constraints = [
            models.UniqueConstraint(
                fields=["account", "place", "name"], name="one_view_per_name"
            )
        ]
        indexes = [
            models.Index(
                fields=["bureau", "place"],
                name="shared_views",
                condition=models.Q(shared=True),
            )
        ]

    def __str__(self) -> str:
        return self.name

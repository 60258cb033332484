"""Who may do what: one table, read top to bottom, asked once, in the handler.

A row says which roles may ask for an action, how the person must stand to the
disclosure, and at which stages. What a person may not even know of is refused
as unknown, before anything else. Separation of duties is computed from the whole
history of the disclosure, not from its last editor.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from reviews.domain.errors import NotAllowed, NotKnown, NotNow, said
from reviews.domain.state import Disclosure, Stage

SUBMITTER = "submitter"
REVIEWER = "reviewer"
PUBLISHER = "publisher"
AUDITOR = "auditor"
ADMINISTRATOR = "administrator"
SYSTEM = "system"

ROLE_NAMES: Mapping[str, str] = {
    SUBMITTER: "填报人",
    REVIEWER: "审核员",
    PUBLISHER: "发布人",
    AUDITOR: "审计员",
    ADMINISTRATOR: "管理员",
    SYSTEM: "系统任务",
}
STAGE_NAMES: Mapping[Stage, str] = {
    Stage.READING: "解析中",
    Stage.FAILED: "读取失败",
    Stage.REVIEWING: "审核中",
    Stage.RETURNED: "退回整改",
    Stage.READY: "待公开",
    Stage.RELEASED: "已公开",
    Stage.WITHDRAWN: "已撤下",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandate:
    """That one person acts for another, and from when to when (代办、AB角).

    In force from `begins` until just before `ends`, unless it was revoked.
    """

    number: int
    begins: datetime
    ends: datetime
    revoked: bool = False

    def in_force(self, at: datetime) -> bool:
        return not self.revoked and self.begins <= at < self.ends


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who asks: taken from the session or the worker, never from a request's body.

    Who acts for another has a `mandate`: `roles` and `department` are the other's,
    `actions` what was named, `own_department` the department of who acts.
    """

    id: int | None
    ledger: int
    roles: frozenset[str]
    department: int | None = None
    on_behalf_of: int | None = None
    actions: frozenset[str] | None = None
    """What they may ask for at most: a token's scopes, what a delegation names. None
    is no limit; a limit never widens what the roles allow."""
    own_department: int | None = None
    mandate: Mandate | None = None

    @property
    def people(self) -> frozenset[int]:
        """Both names count: who acts and for whom."""
        return frozenset(p for p in (self.id, self.on_behalf_of) if p is not None)


class Planned(Protocol):
    """A plan as its own table asks for it: whose the first key is."""

    @property
    def people(self) -> tuple[int, ...]: ...


@dataclass(frozen=True, slots=True)
class Relation:
    """How the person must stand to what they act on; `code` is stable."""

    code: str
    says: str
    holds: Callable[[Actor, Any, str], bool]
    """The second is the `Disclosure`, or what is `Planned` in a campaign's row."""


def _not_own_department(actor: Actor, state: Disclosure, _section: str) -> bool:
    return state.department not in (actor.department, actor.own_department)


def _own_department(actor: Actor, state: Disclosure, _section: str) -> bool:
    return actor.department is not None and actor.department == state.department


def _wrote_no_part(actor: Actor, state: Disclosure, section: str) -> bool:
    written = state.sections[section].contributors if section in state.sections else ()
    return actor.people.isdisjoint(written)


def _neither_wrote_nor_verified(actor: Actor, state: Disclosure, _section: str) -> bool:
    return actor.people.isdisjoint(state.contributors | state.verifiers)


RECUSAL = Relation(
    "own-department",
    "您所在的部门就是本材料的公开部门，按内部回避要求不能办理，请由其他人员办理。",
    _not_own_department,
)
OWN_DEPARTMENT = Relation(
    "other-department",
    "只能办理本部门的材料。",
    _own_department,
)
FOUR_EYES = Relation(
    "own-work",
    "您编写或修改过本节内容，不能由您审核通过（四眼原则），请由另一位审核员审核。",
    _wrote_no_part,
)
ITEM_EYES = Relation(
    "own-work",
    "您编写或修改过这一条所在的章节，不能由您确认整改结果，请由另一位审核员确认。",
    _wrote_no_part,
)
SEPARATE_RELEASE = Relation(
    "own-work",
    "您修改或审核过本材料，不能由您发布，请由另一位发布人办理。",
    _neither_wrote_nor_verified,
)


SECOND_KEY = Relation(
    "own-plan",
    "集中公开由您安排或暂存，不能由您复核，请由另一位发布人复核。",
    lambda actor, plan, _section: actor.people.isdisjoint(plan.people),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table: every role named may, where all relations hold."""

    action: str
    says: str
    roles: tuple[str, ...]
    relations: tuple[Relation, ...] = ()
    stages: tuple[Stage, ...] = ()
    """At which stages; none means at any."""


_AT_WORK = (Stage.REVIEWING, Stage.READY, Stage.RETURNED)
_BY_REVIEWERS = (Stage.REVIEWING, Stage.READY)

TABLE: tuple[Row, ...] = (
    Row(
        action="submit",
        says="提交材料",
        roles=(SUBMITTER,),
        relations=(OWN_DEPARTMENT,),
    ),
    Row(
        action="replace-source",
        says="更换文件",
        roles=(SUBMITTER,),
        relations=(OWN_DEPARTMENT,),
        stages=(Stage.FAILED, *_AT_WORK),
    ),
    Row(
        action="retry-reading",
        says="重新读取",
        roles=(SUBMITTER,),
        relations=(OWN_DEPARTMENT,),
        stages=(Stage.FAILED,),
    ),
    Row(
        action="retry-reading",
        says="重新读取",
        roles=(REVIEWER,),
        relations=(RECUSAL,),
        stages=(Stage.FAILED,),
    ),
    Row(
        action="edit",
        says="修改内容",
        roles=(REVIEWER,),
        relations=(RECUSAL,),
        stages=_BY_REVIEWERS,
    ),
    Row(
        action="edit",
        says="修改内容",
        roles=(SUBMITTER,),
        relations=(OWN_DEPARTMENT,),
        stages=(Stage.RETURNED,),
    ),
    Row(
        action="verify",
        says="审核通过",
        roles=(REVIEWER,),
        relations=(RECUSAL, FOUR_EYES),
        stages=_BY_REVIEWERS,
    ),
    Row(
        action="flag",
        says="标记问题",
        roles=(REVIEWER,),
        relations=(RECUSAL,),
        stages=_AT_WORK,
    ),
    Row(
        action="resolve-flag",
        says="解除标记",
        roles=(REVIEWER,),
        relations=(RECUSAL,),
        stages=_AT_WORK,
    ),
    Row(
        action="comment",
        says="发表意见",
        roles=(REVIEWER, PUBLISHER),
        relations=(RECUSAL,),
    ),
    Row(
        action="comment",
        says="发表意见",
        roles=(SUBMITTER,),
        relations=(OWN_DEPARTMENT,),
    ),
    Row(
        action="resolve-thread",
        says="了结讨论",
        roles=(REVIEWER, PUBLISHER),
        relations=(RECUSAL,),
    ),
    Row(
        action="reopen-thread",
        says="重开讨论",
        roles=(REVIEWER, PUBLISHER),
        relations=(RECUSAL,),
    ),
    Row(
        action="assign",
        says="分派与认领",
        roles=(REVIEWER,),
        relations=(RECUSAL,),
        stages=_AT_WORK,
    ),
    Row(
        action="waive",
        says="不予采纳",
        roles=(REVIEWER,),
        relations=(RECUSAL,),
        stages=_AT_WORK,
    ),
    Row(
        action="confirm-waiver",
        says="复核不予采纳",
        roles=(REVIEWER,),
        relations=(RECUSAL,),
        stages=_AT_WORK,
    ),
    Row(
        action="revoke-waiver",
        says="撤销不予采纳",
        roles=(REVIEWER,),
        relations=(RECUSAL,),
        stages=_AT_WORK,
    ),
    Row(
        action="send-back",
        says="退回整改",
        roles=(REVIEWER,),
        relations=(RECUSAL,),
        stages=_BY_REVIEWERS,
    ),
    Row(
        action="resubmit",
        says="重新报送",
        roles=(SUBMITTER,),
        relations=(OWN_DEPARTMENT,),
        stages=(Stage.RETURNED,),
    ),
    Row(
        action="recheck",
        says="重新校核",
        roles=(REVIEWER,),
        relations=(RECUSAL,),
        stages=_AT_WORK,
    ),
    Row(action="recheck", says="重新校核", roles=(SYSTEM,), stages=_AT_WORK),
    Row(
        action="release",
        says="批准公开",
        roles=(PUBLISHER,),
        relations=(RECUSAL, SEPARATE_RELEASE),
        stages=(Stage.READY,),
    ),
    Row(
        action="correct",
        says="发起更正",
        roles=(PUBLISHER,),
        relations=(RECUSAL,),
        stages=(Stage.RELEASED, Stage.WITHDRAWN),
    ),
    Row(
        action="withdraw",
        says="撤下",
        roles=(PUBLISHER,),
        relations=(RECUSAL,),
    ),
    Row(
        action="issue-notice",
        says="发出整改通知书",
        roles=(REVIEWER,),
        relations=(RECUSAL,),
        stages=_AT_WORK,
    ),
    Row(
        action="open-round",
        says="发出下一轮整改",
        roles=(REVIEWER,),
        relations=(RECUSAL,),
        stages=_BY_REVIEWERS,
    ),
    Row(
        action="receive-notice",
        says="签收整改通知书",
        roles=(SUBMITTER,),
        relations=(OWN_DEPARTMENT,),
    ),
    Row(
        action="answer-notice",
        says="答复整改通知书",
        roles=(SUBMITTER,),
        relations=(OWN_DEPARTMENT,),
    ),
    Row(
        action="confirm-item",
        says="确认整改结果",
        roles=(REVIEWER,),
        relations=(RECUSAL, ITEM_EYES),
        stages=_BY_REVIEWERS,
    ),
    Row(
        action="refuse-item",
        says="退回整改答复",
        roles=(REVIEWER,),
        relations=(RECUSAL,),
        stages=_BY_REVIEWERS,
    ),
    Row(
        action="ask-extension",
        says="申请延期",
        roles=(SUBMITTER,),
        relations=(OWN_DEPARTMENT,),
    ),
    Row(
        action="grant-extension",
        says="批准延期",
        roles=(REVIEWER,),
        relations=(RECUSAL,),
    ),
    Row(
        action="refuse-extension",
        says="不批准延期",
        roles=(REVIEWER,),
        relations=(RECUSAL,),
    ),
    Row(
        action="withdraw-notice",
        says="撤回整改通知书",
        roles=(REVIEWER,),
        relations=(RECUSAL,),
    ),
    Row(
        action="stage-release",
        says="暂存待集中公开",
        roles=(PUBLISHER,),
        relations=(RECUSAL, SEPARATE_RELEASE),
        stages=(Stage.READY,),
    ),
    Row(
        action="settle-release",
        says="登记集中公开",
        roles=(SYSTEM,),
    ),
    Row(action="record-files", says="记录公开文件", roles=(SYSTEM,)),
    Row(action="record-reading", says="记录读取结果", roles=(SYSTEM,)),
    Row(action="record-failure", says="记录读取失败", roles=(SYSTEM,)),
    Row(action="lapse-waivers", says="终止到期的不予采纳", roles=(SYSTEM,)),
    Row(action="record-documents", says="记录整改文书", roles=(SYSTEM,)),
    Row(action="remind-overdue", says="整改逾期提醒", roles=(SYSTEM,)),
)

ACTIONS: tuple[str, ...] = tuple(dict.fromkeys(row.action for row in TABLE))

# What is done to a campaign: all its members go public together, or none does.
CAMPAIGN_TABLE: tuple[Row, ...] = (
    Row(action="plan-joint-release", says="安排集中公开", roles=(PUBLISHER,)),
    Row(action="stage-jointly", says="暂存本批次材料", roles=(PUBLISHER,)),
    Row(
        action="confirm-joint-release",
        says="复核集中公开",
        roles=(PUBLISHER,),
        relations=(SECOND_KEY,),
    ),
    Row(action="hold-joint-release", says="暂停集中公开", roles=(PUBLISHER,)),
    Row(action="resume-joint-release", says="恢复集中公开", roles=(PUBLISHER,)),
    Row(action="abort-joint-release", says="取消集中公开", roles=(PUBLISHER,)),
    Row(action="release-jointly", says="集中公开", roles=(SYSTEM,)),
)
CAMPAIGN_ACTIONS: tuple[str, ...] = tuple(row.action for row in CAMPAIGN_TABLE)

# What is done to a ledger as a whole: no disclosure is changed by any of it.
LEDGER_TABLE: tuple[Row, ...] = (
    Row(
        action="announce-draw",
        says="公告随机抽查",
        roles=(AUDITOR, ADMINISTRATOR),
    ),
    Row(action="draw-sample", says="抽取样本", roles=(SYSTEM,)),
    Row(action="record-second-review", says="填写复核意见", roles=(REVIEWER,)),
    Row(
        action="self-check",
        says="自检账本",
        roles=(AUDITOR, ADMINISTRATOR, SYSTEM),
    ),
    Row(action="heal", says="按账本改正页面数据", roles=(ADMINISTRATOR,)),
    Row(action="record-erasure", says="登记内容删除", roles=(SYSTEM,)),
    Row(
        action="package",
        says="制作和下载材料包",
        roles=(AUDITOR, PUBLISHER, SYSTEM),
    ),
)
LEDGER_ACTIONS: tuple[str, ...] = tuple(row.action for row in LEDGER_TABLE)


def roles_for(actions: frozenset[str], roles: frozenset[str]) -> frozenset[str]:
    """Return those of somebody's roles that named actions call for."""
    called = {role for row in TABLE if row.action in actions for role in row.roles}
    return roles & called


def actions_of(roles: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """Return what roles may do, as (action, its name), in the table's order."""
    found = {row.action: row.says for row in TABLE if roles & set(row.roles)}
    return tuple(found.items())


def require_mandate(actor: Actor, at: datetime) -> None:
    """Raise `NotAllowed` where somebody acts for another out of their time."""
    if actor.mandate is not None and not actor.mandate.in_force(at):
        raise NotAllowed(
            "mandate-ended",
            "代办授权不在有效期内或已被收回，本次操作没有办理。"
            "请以本人身份办理，或请委托人重新授权。",
            "委托人本人",
        )


def may_see(actor: Actor, state: Disclosure) -> bool:
    """Whether the person may know of this disclosure at all.

    Everyone at the bureau but a mere submitter sees its disclosures; a submitter
    sees those of their own department.
    """
    if actor.ledger != state.ledger:
        return False
    if actor.roles & {REVIEWER, PUBLISHER, AUDITOR, ADMINISTRATOR, SYSTEM}:
        return True
    return SUBMITTER in actor.roles and actor.department == state.department


def require(action: str, actor: Actor, state: Disclosure, section: str = "") -> None:
    """Raise `NotKnown`, `NotAllowed` or `NotNow` unless a row of the table allows it.

    Raises `NotKnown` too where `section` names none of the disclosure's sections.
    """
    if not may_see(actor, state) or (section and section not in state.sections):
        raise NotKnown("not-known", "没有这份材料，或您无权查看。")
    rows = [row for row in TABLE if row.action == action]
    if actor.actions is not None and action not in actor.actions:
        raise _outside(rows)
    mine = [row for row in rows if actor.roles & set(row.roles)]
    if not mine:
        raise _wrong_role(rows)
    refusals = [_refusal(row, actor, state, section) for row in mine]
    if all(refusals):
        raise min((r for r in refusals if r), key=lambda r: isinstance(r, NotAllowed))


def require_in_campaign(action: str, actor: Actor, plan: Planned | None) -> None:
    """Raise `NotAllowed` unless a row of the campaigns' table allows it."""
    rows = [row for row in CAMPAIGN_TABLE if row.action == action]
    mine = [row for row in rows if actor.roles & set(row.roles)]
    if not mine:
        raise _wrong_role(rows)
    if actor.actions is not None and action not in actor.actions:
        raise _outside(rows)
    for relation in mine[0].relations:
        if plan is not None and not relation.holds(actor, plan, ""):
            raise NotAllowed(relation.code, relation.says, _who(mine[0]))


def require_at_ledger(action: str, actor: Actor) -> None:
    """Raise `NotAllowed` unless a row of the ledger's table allows it."""
    rows = [row for row in LEDGER_TABLE if row.action == action]
    limited = actor.actions is not None and action not in actor.actions
    if limited or not any(actor.roles & set(row.roles) for row in rows):
        raise _wrong_role(rows)


def allows(action: str, actor: Actor, state: Disclosure, section: str = "") -> bool:
    """The same answer as `require`, for pages that show or hide a button."""
    try:
        require(action, actor, state, section)
    except (NotKnown, NotAllowed, NotNow):
        return False
    return True


def _refusal(
    row: Row, actor: Actor, state: Disclosure, section: str
) -> NotAllowed | NotNow | None:
    for relation in row.relations:
        if not relation.holds(actor, state, section):
            return NotAllowed(relation.code, relation.says, _who(row))
    if row.stages and state.stage not in row.stages:
        stages = "、".join(STAGE_NAMES[each] for each in row.stages)
        now = STAGE_NAMES[state.stage]
        return NotNow(
            "wrong-stage",
            said(
                "材料现为“%(now)s”，只有在“%(stages)s”时才能%(action)s。",
                now=now,
                stages=stages,
                action=row.says,
            ),
            _who(row),
        )
    return None


def _wrong_role(rows: list[Row]) -> NotAllowed:
    who = "、".join(
        dict.fromkeys(ROLE_NAMES[role] for row in rows for role in row.roles)
    )
    says = rows[0].says if rows else ""
    sentence = said("您没有“%(action)s”的权限，可由%(who)s办理。", action=says, who=who)
    return NotAllowed("wrong-role", sentence, who)


def _outside(rows: list[Row]) -> NotAllowed:
    who = "、".join(
        dict.fromkeys(ROLE_NAMES[role] for row in rows for role in row.roles)
    )
    says = rows[0].says if rows else ""
    return NotAllowed(
        "outside-scope",
        said(
            "这次使用的授权不包括“%(action)s”，请由%(who)s本人登录办理，或扩大授权范围。",
            action=says,
            who=who,
        ),
        who,
    )


def _who(row: Row) -> str:
    return "、".join(ROLE_NAMES[role] for role in row.roles)

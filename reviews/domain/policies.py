"""Who may do what: one table, read top to bottom, asked once, in the handler.

A row says which roles may ask for an action, how the person must stand to the
disclosure, and at which stages. What a person may not even know of is refused
as unknown, before anything else. Separation of duties is computed from the whole
history of the disclosure, not from its last editor.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reviews.domain.errors import NotAllowed, NotKnown, NotNow
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
class Actor:
    """Who asks: taken from the session or the worker, never from a request's body."""

    id: int | None
    ledger: int
    roles: frozenset[str]
    department: int | None = None
    on_behalf_of: int | None = None
    actions: frozenset[str] | None = None
    """What they may ask for at most: a token's scopes, what a delegation names. None
    is no limit; a limit never widens what the roles allow."""

    @property
    def people(self) -> frozenset[int]:
        """Both names count: who acts and for whom."""
        return frozenset(p for p in (self.id, self.on_behalf_of) if p is not None)


@dataclass(frozen=True, slots=True)
class Relation:
    """How the person must stand to what they act on; `code` is stable."""

    code: str
    says: str
    holds: Callable[[Actor, Disclosure, str], bool]


def _not_own_department(actor: Actor, state: Disclosure, _section: str) -> bool:
    return actor.department is None or actor.department != state.department


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
SEPARATE_RELEASE = Relation(
    "own-work",
    "您修改或审核过本材料，不能由您发布，请由另一位发布人办理。",
    _neither_wrote_nor_verified,
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
    Row(action="record-reading", says="记录读取结果", roles=(SYSTEM,)),
    Row(action="record-failure", says="记录读取失败", roles=(SYSTEM,)),
    Row(action="lapse-waivers", says="终止到期的不予采纳", roles=(SYSTEM,)),
)

ACTIONS: tuple[str, ...] = tuple(dict.fromkeys(row.action for row in TABLE))


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
            f"材料现为“{now}”，只有在“{stages}”时才能{row.says}。",
            _who(row),
        )
    return None


def _wrong_role(rows: list[Row]) -> NotAllowed:
    who = "、".join(
        dict.fromkeys(ROLE_NAMES[role] for row in rows for role in row.roles)
    )
    says = rows[0].says if rows else ""
    return NotAllowed("wrong-role", f"您没有“{says}”的权限，可由{who}办理。", who)


def _outside(rows: list[Row]) -> NotAllowed:
    who = "、".join(
        dict.fromkeys(ROLE_NAMES[role] for row in rows for role in row.roles)
    )
    says = rows[0].says if rows else ""
    return NotAllowed(
        "outside-scope",
        f"这次使用的授权不包括“{says}”，请由{who}本人登录办理，或扩大授权范围。",
        who,
    )


def _who(row: Row) -> str:
    return "、".join(ROLE_NAMES[role] for role in row.roles)

"""Prints the policy table as a page of the documentation."""

from typing import Any

from django.core.management.base import BaseCommand

from reviews.domain.policies import (
    CAMPAIGN_TABLE,
    LEDGER_TABLE,
    ROLE_NAMES,
    STAGE_NAMES,
    TABLE,
    Row,
)

HEAD = """# 谁可以做什么

本页由 `manage.py write_policy` 从权限表 `reviews/domain/policies.py` 生成，
请勿手工修改。
每个入口（网页、接口、后台任务）都经过同一处检查。
一行表示：具有其中任一角色的人，
在所列条件都满足、材料处于所列状态时，可以办理。无权知晓的材料一律答“没有这份材料”。

| 事项 | 代码 | 谁 | 条件（不满足时的代码） | 材料状态 |
| --- | --- | --- | --- | --- |
"""
CONDITIONS = {
    "own-department": "不属于公开部门（内部回避）",
    "other-department": "属于公开部门",
    "own-plan": "不是安排或暂存的人（第二把钥匙）",
    "own-work": "没有经手相应内容（四眼原则）",
}
FOOT = """
经手与否按全部历史计算：提交过文件、修改过内容的人都算编写人；代他人办理时，两个人都算。
发布人既不能修改过、也不能审核过本材料的任何一节。错误级别的“不予采纳”须由另一位审核员复核；
说明或复核的人以后修改了同一节的，其说明即告失效。审计员和管理员不改动任何一份材料。
"""


class Command(BaseCommand):
    help = "输出权限表（docs/policy.md）。"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(page(), ending="")


def page() -> str:
    """Return the table as Markdown."""
    return HEAD + "".join(map(_line, (*TABLE, *CAMPAIGN_TABLE, *LEDGER_TABLE))) + FOOT


def _line(row: Row) -> str:
    roles = "、".join(ROLE_NAMES[role] for role in row.roles)
    relations = "；".join(
        f"{CONDITIONS[each.code]}（`{each.code}`）" for each in row.relations
    )
    stages = "、".join(STAGE_NAMES[stage] for stage in row.stages)
    return (
        f"| {row.says} | `{row.action}` | {roles} | {relations or '—'} "
        f"| {stages or '任何状态'} |\n"
    )

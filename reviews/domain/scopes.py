"""What a program's token may do at most: scopes, each a set of the table's actions."""

from collections.abc import Iterable, Mapping

from reviews.domain.policies import (
    ADMINISTRATOR,
    AUDITOR,
    CAMPAIGN_TABLE,
    LEDGER_TABLE,
    PUBLISHER,
    REVIEWER,
    SUBMITTER,
    TABLE,
)

READ = "read"
SCOPES: Mapping[str, str] = {
    READ: "读取材料、问题和历史",
    SUBMITTER: "报送：提交、更换文件、答复",
    REVIEWER: "审核：修改、标记、审核通过、不予采纳",
    PUBLISHER: "公开：批准公开、更正、撤下",
    AUDITOR: "监督：自检、公告抽查、材料包",
    ADMINISTRATOR: "管理：自检、公告抽查、按账本改正页面数据",
}
"""By name; a scope of a role allows what the table has for that role, and no more
than the account's own roles do."""


def actions_of(scopes: Iterable[str]) -> frozenset[str]:
    """Return the actions that the scopes name; reading is no action of the table."""
    named = set(scopes)
    return frozenset(
        row.action
        for row in (*TABLE, *CAMPAIGN_TABLE, *LEDGER_TABLE)
        if named & set(row.roles)
    )

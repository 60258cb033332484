"""Drafts of remarks: private to their author, kept until they are submitted."""

from datetime import datetime
from uuid import UUID

from reviews.domain.decision import MOST_TEXT
from reviews.domain.errors import NotAcceptable, NotKnown, said
from reviews.models import RemarkDraft

MOST = 200
"""How many drafts one person may keep for one disclosure."""


def keep(draft: RemarkDraft) -> None:
    """Keep a new draft, or one written anew; raises `NotAcceptable`."""
    draft.remark = draft.remark.strip().replace("\x00", "")
    draft.quote = draft.quote.strip().replace("\x00", "")
    if not draft.remark:
        raise NotAcceptable("required", said("请填写%(name)s。", name="意见"))
    if max(len(draft.remark), len(draft.quote)) > MOST_TEXT:
        raise NotAcceptable(
            "too-long",
            said("%(name)s不能超过 %(most)s 字。", name="意见", most=MOST_TEXT),
        )
    others = RemarkDraft.objects.filter(
        account=draft.account, disclosure=draft.disclosure
    ).exclude(pk=draft.pk)
    if others.count() >= MOST:
        raise NotAcceptable("too-many-drafts", "草稿太多，请先提交或删除一些。")
    draft.save()


def rewrite(account: int, number: UUID, remark: str, at: datetime) -> None:
    """Give a draft other words; raises `NotKnown` for another's."""
    found = RemarkDraft.objects.filter(account=account, pk=number).first()
    if found is None:
        raise NotKnown("not-known", "没有这条草稿。")
    found.remark, found.written_at = remark, at
    keep(found)


def drop(account: int, *numbers: UUID) -> int:
    """Throw drafts of one's own away; return how many there were."""
    return RemarkDraft.objects.filter(account=account, pk__in=numbers).delete()[0]

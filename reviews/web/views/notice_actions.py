"""What people do on a notice's page: one view each, a plain form behind it."""

from collections.abc import Callable
from functools import partial
from uuid import UUID, uuid5

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reviews import handlers
from reviews.domain import commands as c
from reviews.domain import notice_commands as n
from reviews.domain.errors import Refused
from reviews.queries import notice_views, notices
from reviews.web.refusals import in_words
from reviews.web.views.desk import actor, at_desk, carry_out, envelope
from reviews.web.views.notices import page

Make = Callable[[HttpRequest, str], c.Command]


def on_notice(make: Make, done: "str | Promise") -> Callable[..., HttpResponse]:
    """Return the view that carries out one command and stays on the notice.

    A plain GET of its address, as after a reload, goes back to the notice.
    """

    @at_desk
    def view(request: HttpRequest, notice: UUID) -> HttpResponse:
        if request.method != "POST":
            return redirect("web:notice", notice=notice)
        state, found = notices.place(actor(request), notice)
        return carry_out(
            request,
            UUID(str(state.id)),
            make(request, found.notice),
            done=done,
            to=reverse("web:notice", args=[notice]),
            refused=partial(page, request, notice),
        )

    return view


def _whole(request: HttpRequest, name: str) -> int:
    """Return a number that was typed; -1 for anything else, which is refused."""
    given = request.POST.get(name, "")
    return int(given) if given.isdecimal() and len(given) < 5 else -1


def _answers(request: HttpRequest, notice: str) -> c.Command:
    """Return the answers that were chosen; an item left open is left out."""
    given = []
    for name, chosen in request.POST.items():
        number = name.removeprefix("answer-")
        if name != number and number.isdecimal() and len(number) < 5 and chosen:
            words = request.POST.get(f"remark-{number}", "")
            given.append((int(number), str(chosen), words))
    return n.AnswerNotice(notice=notice, answers=tuple(sorted(given)))


receive = on_notice(
    lambda _request, notice: n.ReceiveNotice(notice=notice),
    _("已签收。请逐条答复，改完后重新报送。"),
)
answer = on_notice(_answers, _("答复已保存。"))
confirm = on_notice(
    lambda request, notice: n.ConfirmItem(
        notice=notice,
        item=_whole(request, "item"),
        remark=request.POST.get("remark", ""),
    ),
    _("已确认。"),
)
refuse = on_notice(
    lambda request, notice: n.RefuseItem(
        notice=notice,
        item=_whole(request, "item"),
        reason=request.POST.get("remark", ""),
    ),
    _("已退回这一条。"),
)
ask_extension = on_notice(
    lambda request, notice: n.AskExtension(
        notice=notice,
        days=_whole(request, "days"),
        reason=request.POST.get("reason", ""),
    ),
    _("延期申请已提交。"),
)
grant_extension = on_notice(
    lambda request, notice: n.GrantExtension(
        notice=notice,
        days=_whole(request, "days"),
        remark=request.POST.get("remark", ""),
    ),
    _("已批准延期。"),
)
refuse_extension = on_notice(
    lambda request, notice: n.RefuseExtension(
        notice=notice, reason=request.POST.get("reason", "")
    ),
    _("已答复不批准延期。"),
)
withdraw = on_notice(
    lambda request, notice: n.WithdrawNotice(
        notice=notice, reason=request.POST.get("reason", "")
    ),
    _("整改通知书已撤回。"),
)


@at_desk
def confirm_gone(request: HttpRequest, notice: UUID) -> HttpResponse:
    """Confirm each item that no longer appears, one command for each.

    What is refused (one's own work, changed meanwhile) is said; the others are done.
    """
    if request.method != "POST":
        return redirect("web:notice", notice=notice)
    who = actor(request)
    state, found = notices.place(who, notice)
    sealed = envelope(request, who)
    done, refusals = 0, []
    for item in notice_views.view(state, found).gone:
        command = n.ConfirmItem(notice=found.notice, item=item.item)
        one = handlers.Envelope(
            actor=who,
            command=uuid5(sealed.command, str(item.item)),
            at=sealed.at,
            request=sealed.request,
        )
        try:
            handlers.execute(UUID(str(state.id)), command, one)
            done += 1
        except Refused as refused:
            refusals.append(f"{item.item}：{in_words(refused).message}")
    if done:
        messages.success(request, gettext("已确认 %(count)s 条。") % {"count": done})
    for each in refusals:
        messages.error(request, each)
    return redirect("web:notice", notice=notice)

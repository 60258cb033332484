"""What people decide about a section, a finding, a flag or the whole: one view each."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from disclosures import services
from reviews import handlers
from reviews.domain import commands as c
from reviews.domain.errors import NotAcceptable, NotKnown, said
from reviews.queries import judging, reading, work
from reviews.web.present import outline
from reviews.web.views import workspace
from reviews.web.views.desk import actor, at_desk, carry_out, envelope, now

Make = Callable[[HttpRequest, str, str], c.Command]
MOST_ATTACHED = 10 * 2**20
"""Bytes that a waiver's attachment may have."""


def on_section(
    make: Make, done: "str | Promise", tab: str = ""
) -> Callable[..., HttpResponse]:
    """Return the view that carries out one command and stays on the section.

    A plain GET of its address, as after a reload, goes back to the section.
    """

    @at_desk
    def view(
        request: HttpRequest, stream: UUID, key: str, which: str = ""
    ) -> HttpResponse:
        here = reverse("web:section", args=[stream, key])
        if request.method != "POST":
            return redirect(here)
        sealed = envelope(request, actor(request))
        return carry_out(
            request,
            stream,
            make(request, key, which or sealed.command.hex),
            done=done,
            to=here + (f"?tab={tab}" if tab else ""),
            refused=partial(workspace.page, request, stream, key),
            sealed=sealed,
        )

    return view


def _based_on(request: HttpRequest) -> int:
    try:
        return int(request.POST.get("based_on", ""))
    except ValueError as error:
        raise NotAcceptable("no-version", "缺少版本号，请刷新页面后重试。") from error


@at_desk
def verify(request: HttpRequest, stream: UUID, key: str) -> HttpResponse:
    """Verify the section as it was seen and go on to the next that waits."""
    here = reverse("web:section", args=[stream, key])
    if request.method != "POST":
        return redirect(here)

    def onward(outcome: handlers.Outcome) -> str:
        following = outline.next_undecided(outcome.state, key)
        return reverse("web:section", args=[stream, following or key])

    return carry_out(
        request,
        stream,
        c.VerifySection(section=key, based_on=_based_on(request)),
        done=_("本节已审核通过。"),
        to=onward,
        refused=partial(workspace.page, request, stream, key),
    )


flag = on_section(
    lambda request, key, number: c.FlagSection(
        flag=number,
        section=key,
        remark=request.POST.get("remark", ""),
        quote=request.POST.get("quote", ""),
    ),
    _("已标记问题。"),
)
resolve_flag = on_section(
    lambda request, _key, which: c.ResolveFlag(
        flag=which, remark=request.POST.get("remark", "")
    ),
    _("标记已解除。"),
)
waive = on_section(
    lambda request, _key, which: c.WaiveFinding(
        fingerprint=which,
        reason=request.POST.get("reason", ""),
        until=request.POST.get("until", ""),
        kind=request.POST.get("kind", "other"),
        **_attached(request),
    ),
    _("已记录不予采纳的理由。"),
)


def _attached(request: HttpRequest) -> dict[str, str]:
    """Keep the file that came with a waiver, and return how the command names it."""
    sent = request.FILES.get("attachment")
    if sent is None:
        return {}
    if (sent.size or 0) > MOST_ATTACHED:
        raise NotAcceptable(
            "too-large",
            said("附件不能超过 %(most)s MB。", most=MOST_ATTACHED // 2**20),
        )
    kept = services.keep_file(sent.chunks(), at=now())
    return {"attachment": kept.sha256, "attachment_name": str(sent.name)[:200]}


@at_desk
@require_safe
def waiver_attachment(
    request: HttpRequest, stream: UUID, key: str, which: str
) -> HttpResponse:
    """Send the file that a waiver rests on, to be saved and never to be shown."""
    state = reading.disclosure(actor(request), stream)
    found = [
        each
        for each in judging.findings(state, key)
        if each.fingerprint == which and each.attachment
    ]
    if not found:
        raise NotKnown("not-known", "没有这个附件。")
    name = found[0].attachment_name or "attachment"
    response = HttpResponse(
        services.read_file(found[0].attachment),
        content_type="application/octet-stream",
    )
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


confirm_waiver = on_section(
    lambda _request, _key, which: c.ConfirmWaiver(fingerprint=which),
    _("已复核，该问题不再阻止通过。"),
)
revoke_waiver = on_section(
    lambda request, _key, which: c.RevokeWaiver(
        fingerprint=which, reason=request.POST.get("reason", "")
    ),
    _("已撤销，该问题重新打开。"),
)


def _assignment(request: HttpRequest, key: str, _number: str) -> c.Command:
    chosen = request.POST.get("assignee", "")
    if chosen == "me":
        return c.AssignSection(section=key, assignee=work.me(actor(request)))
    return c.AssignSection(
        section=key, assignee=int(chosen) if chosen.isdecimal() else 0
    )


assign = on_section(_assignment, _("分派已更新。"))


def on_whole(
    make: Callable[[HttpRequest], c.Command], done: "str | Promise"
) -> Callable[..., HttpResponse]:
    """Return the view that carries out a command on the disclosure as a whole."""

    @at_desk
    def view(request: HttpRequest, stream: UUID) -> HttpResponse:
        if request.method != "POST":
            return redirect("web:disclosure", stream=stream)
        return carry_out(
            request,
            stream,
            make(request),
            done=done,
            to=reverse("web:disclosure", args=[stream]),
            refused=lambda refused: workspace.whole(request, stream, refused),
        )

    return view


send_back = on_whole(
    lambda request: c.SendBack(remark=request.POST.get("remark", "")),
    _("已退回整改。"),
)
resubmit = on_whole(
    lambda request: c.Resubmit(remark=request.POST.get("remark", "")),
    _("已重新报送。"),
)
recheck = on_whole(lambda _request: c.Recheck(), _("已按现行规则重新校核。"))
retry = on_whole(lambda _request: c.RetryReading(), _("已重新开始读取。"))

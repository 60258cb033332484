"""Sending a file in, and watching it being read."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from disclosures import services
from reviews import handlers
from reviews.domain import commands as c
from reviews.domain import policies
from reviews.domain.errors import Refused
from reviews.domain.policies import Actor
from reviews.queries import campaigns, reading, words
from reviews.web.forms import ReplaceForm, SubmitForm
from reviews.web.present.steps import steps
from reviews.web.views.desk import actor, at_desk, carry_out, envelope, fresh_id, now
from reviews.web.views.workspace import frame

NOT_BESIDE_AN_ARCHIVE = (
    "正文是压缩包时，附表请一并放进压缩包；或者不用压缩包，分别选择正文和附表。"
)
NO_ANNEX = "现在的文件没有附表，不需要去掉。"


@at_desk
@require_http_methods(["GET", "POST"])
def submit(request: HttpRequest) -> HttpResponse:
    who = actor(request)
    mine = campaigns.campaigns(who).filter(open=True)
    form = SubmitForm(request.POST or None, request.FILES or None, campaigns=mine)
    if request.method == "GET" or not form.is_valid():
        return _page(request, who, form, 422 if form.errors else 200)
    campaign = form.cleaned_data["campaign"].pk
    department = who.department or 0
    stream = handlers.stream_of(who.ledger, campaign, department)
    if policies.SUBMITTER not in who.roles or not department:
        return _page(request, who, form, 403)
    try:
        kept = services.keep_submission(
            form.cleaned_data["file"], form.cleaned_data["annex"], at=now()
        )
    except services.NotOneText:
        form.add_error("annex", NOT_BESIDE_AN_ARCHIVE)
        return _page(request, who, form, 422)
    return carry_out(
        request,
        stream,
        c.SubmitDisclosure(
            department=department,
            campaign=campaign,
            file=kept.file,
            file_name=kept.name,
        ),
        done="文件已收到，正在读取。",
        to=reverse("web:progress", args=[stream]),
        refused=lambda refused: _page(request, who, form, 409, refused),
        sealed=envelope(request, who),
    )


def _page(
    request: HttpRequest,
    who: Actor,
    form: SubmitForm,
    status: int,
    refused: Refused | None = None,
) -> HttpResponse:
    context = {
        "place": "submit",
        "form": form,
        "may_submit": policies.SUBMITTER in who.roles and who.department is not None,
        "refused": refused,
        "command": fresh_id(),
        "most": settings.MAX_FILE_BYTES // 2**20,
    }
    return render(request, "web/submit.html", context, status=status)


@at_desk
@require_safe
def progress(request: HttpRequest, stream: UUID) -> HttpResponse:
    """Show how far reading has come; the address stays right after a reload."""
    who = actor(request)
    state = reading.disclosure(who, stream)
    fragment = request.headers.get("HX-Target") == "progress"
    if state.reading == "done":
        there = reverse("web:disclosure", args=[stream])
        if fragment:
            return HttpResponse(headers={"HX-Redirect": there})
        return redirect(there)
    at = reading.progress(state)
    failure = words.texts([state.failure[1]]).get(state.failure[1], "")
    context = frame(who, state) | {
        "at": at,
        "steps": steps(at),
        "failure": failure,
        "file_name": words.texts([state.file_name]).get(state.file_name, ""),
        "form": ReplaceForm(),
    }
    name = "web/parts/progress.html" if fragment else "web/progress.html"
    response = render(request, name, context)
    response["Vary"] = "HX-Request"
    return response


@at_desk
@require_http_methods(["GET", "POST"])
def replace(request: HttpRequest, stream: UUID) -> HttpResponse:
    """Send a new file for a disclosure; unchanged sections keep their state."""
    who = actor(request)
    state = reading.disclosure(who, stream)
    policies.require("replace-source", who, state)
    sent = request.method == "POST"
    form = ReplaceForm(request.POST, request.FILES) if sent else ReplaceForm()
    name = words.texts([state.file_name]).get(state.file_name, "")

    def again(refused: Refused | None = None) -> HttpResponse:
        context = frame(who, state) | {
            "form": form,
            "refused": refused,
            "file_name": name,
            "parts": services.parts_of(state.file),
        }
        status = 422 if form.errors else 200
        return render(request, "web/replace.html", context, status=status)

    if request.method == "GET" or not form.is_valid():
        return again()
    try:
        kept = services.keep_replacement(
            services.Kept(state.file, name),
            form.cleaned_data["file"],
            form.cleaned_data["annex"],
            at=now(),
            without_annex=form.cleaned_data["remove_annex"],
        )
    except services.NotOneText:
        form.add_error("annex", NOT_BESIDE_AN_ARCHIVE)
        return again()
    except services.NoAnnex:
        form.add_error("remove_annex", NO_ANNEX)
        return again()

    return carry_out(
        request,
        stream,
        c.ReplaceSource(file=kept.file, file_name=kept.name),
        done="新的文件已收到，正在读取。",
        to=reverse("web:progress", args=[stream]),
        refused=again,
    )

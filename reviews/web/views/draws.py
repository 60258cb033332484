"""Random draws for second review (随机抽查): announced, drawn, reviewed again."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from disclosures.models import Campaign
from reviews import handlers
from reviews.domain import oversight as o
from reviews.domain.errors import NotAllowed, NotKnown, Refused
from reviews.domain.policies import Actor
from reviews.oversight import acts, draws
from reviews.queries import campaigns, words
from reviews.web.views.desk import actor, at_desk, envelope, fresh_id, now, status_of
from reviews.web.views.health import may

READERS = frozenset({"auditor", "administrator", "reviewer", "publisher"})


@at_desk
@require_http_methods(["GET", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """List the draws; announce one."""
    who = actor(request)
    _require_reader(who)
    if request.method == "GET":
        return _listed(request, who)
    sealed = envelope(request, who)
    command = o.AnnounceDraw(
        draw=str(sealed.command),
        day=request.POST.get("day", ""),
        campaign=_number(request, "campaign"),
        size=_number(request, "size"),
    )
    try:
        if command.campaign:
            campaigns.campaign(who, command.campaign)
        acts.execute(command, sealed)
    except Refused as refused:
        answer = _listed(request, who, refused)
        answer.status_code = status_of(refused)
        return answer
    messages.success(request, _("抽查已公告，到抽查日由系统抽取。"))
    return redirect("web:draw", draw=command.draw)


def _listed(
    request: HttpRequest, who: Actor, refused: Refused | None = None
) -> HttpResponse:
    known = list(acts.draws(who.ledger).values())[::-1]
    named = {each.pk: str(each) for each in Campaign.objects.filter(bureau=who.ledger)}
    context = {
        "place": "draws",
        "draws": [(each, named.get(each.campaign, "")) for each in known],
        "campaigns": campaigns.campaigns(who),
        "may_announce": may(who, "announce-draw"),
        "first_day": draws.tomorrow(now()),
        "most": o.MOST_DRAWN,
        "given": request.POST,
        "refused": refused,
        "command": fresh_id(),
    }
    return render(request, "web/draws.html", context)


@at_desk
@require_http_methods(["GET"])
def draw(request: HttpRequest, draw: UUID) -> HttpResponse:
    """Show one draw: how it came about, its sample, what the second review says."""
    who = actor(request)
    _require_reader(who)
    return _one(request, who, _draw(who, draw))


@at_desk
@require_POST
def verdict(request: HttpRequest, draw: UUID) -> HttpResponse:
    """Record the second reviewer's word on one section."""
    who = actor(request)
    known = _draw(who, draw)
    command = o.RecordSecondReview(
        draw=known.draw,
        disclosure=request.POST.get("disclosure", ""),
        section=request.POST.get("section", ""),
        agrees=request.POST.get("agrees") == "1",
        remark=request.POST.get("remark", ""),
    )
    try:
        acts.execute(command, envelope(request, who))
    except Refused as refused:
        answer = _one(request, who, known, refused)
        answer.status_code = status_of(refused)
        return answer
    messages.success(request, _("复核意见已记录。"))
    return redirect("web:draw", draw=draw)


def _one(
    request: HttpRequest, who: Actor, of: o.Draw, refused: Refused | None = None
) -> HttpResponse:
    campaign = Campaign.objects.filter(pk=of.campaign, bureau=who.ledger).first()
    drawn = _drawn(who, of)
    context = {
        "place": "draws",
        "draw": of,
        "campaign": campaign,
        "drawn": drawn,
        "done": len(of.verdicts),
        "disagree": sum(not each.agrees for each in of.verdicts.values()),
        "fault": draws.repeated(who.ledger, of) if "repeat" in request.GET else None,
        "who": who,
        "announced_by": words.names([of.by]).get(of.by, ""),
        "refused": refused,
        "command": fresh_id(),
    }
    return render(request, "web/draw.html", context)


def _drawn(who: Actor, of: o.Draw) -> list[dict[str, Any]]:
    sample = of.sample.drawn if of.sample else ()
    names = words.names([each[5] for each in sample])
    remarks = words.texts(each.remark for each in of.verdicts.values())
    shown = []
    for stream, key, version, _content, weight, reviewer in sample:
        state = handlers.load(who.ledger, UUID(stream))
        section = state.sections.get(key) or state.gone.get(key)
        said = of.verdicts.get((stream, key))
        shown.append(
            {
                "stream": stream,
                "key": key,
                "there": key in state.sections,
                "heading": section.heading if section else key,
                "unit": state.unit_name,
                "version": version,
                "moved_on": section is not None and section.version != version,
                "weight": weight,
                "reviewer": names.get(reviewer, ""),
                "mine": reviewer == who.id and said is None,
                "verdict": said,
                "remark": remarks.get(said.remark, "") if said else "",
            }
        )
    return shown


def _draw(who: Actor, draw: UUID) -> o.Draw:
    _require_reader(who)
    known = acts.draws(who.ledger).get(str(draw))
    if known is None:
        raise NotKnown("no-such-draw", "没有这次抽查。")
    return known


def _require_reader(who: Actor) -> None:
    if not who.roles & READERS:
        raise NotAllowed(
            "wrong-role", "您没有查看抽查的权限，可由本局人员办理。", "本局人员"
        )


def _number(request: HttpRequest, name: str) -> int:
    given = request.POST.get(name, "")
    return int(given) if given.isdecimal() and len(given) < 10 else 0

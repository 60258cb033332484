"""The health of the bureau's ledger (自检): for auditors and administrators."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from reviews.domain.errors import NotAllowed
from reviews.domain.policies import Actor, require_at_ledger
from reviews.oversight import read_models, selfcheck
from reviews.web.present import health as present
from reviews.web.views.desk import actor, at_desk, envelope, fresh_id, now


@at_desk
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Show what was last proved, and how things stand at this moment."""
    who = actor(request)
    records = selfcheck.history(who)
    last = records[0] if records else None
    items = last.report["items"] if last else []
    at = now()
    standing = [present.told(each) for each in selfcheck.standing(who.ledger, at)]
    needed = [
        present.Told(str(present.DEPENDENCIES.get(name, name)), well, "")
        for name, well in import_string(settings.READINESS)().items()
    ]
    proved = [present.told(each) for each in items]
    stale = selfcheck.is_stale(last, at)
    named = [each for item in items for each in item.get("named", ())]
    context = {
        "place": "health",
        "last": last,
        "records": records,
        "standing": standing,
        "needed": needed,
        "proved": proved,
        "stale": stale,
        "well": not stale and all(e.well for e in (*standing, *needed, *proved)),
        "named": [(each, present.KINDS[each["kind"]]) for each in named],
        "under_way": selfcheck.under_way(who.ledger),
        "may_heal": may(who, "heal"),
        "command": fresh_id(),
    }
    return render(request, "web/health.html", context)


@at_desk
@require_POST
def check(request: HttpRequest) -> HttpResponse:
    selfcheck.ask(actor(request), now())
    messages.success(request, _("已交给后台自检，完成后结果显示在这里。"))
    return redirect("web:health")


@at_desk
@require_POST
def heal(request: HttpRequest) -> HttpResponse:
    """Put right what differs from the events, and have a worker check again."""
    who = actor(request)
    require_at_ledger("heal", who)
    healed = read_models.heal(who.ledger, envelope(request, who))
    if healed:
        rows = sum(count for _table, count in healed)
        messages.success(
            request, _("已按账本改正 %(n)s 行，并记入账本。") % {"n": rows}
        )
    else:
        messages.success(request, _("页面数据与事件一致，没有需要改正的。"))
    selfcheck.ask(who, now())
    return redirect("web:health")


def may(who: Actor, action: str) -> bool:
    try:
        require_at_ledger(action, who)
    except NotAllowed:
        return False
    return True

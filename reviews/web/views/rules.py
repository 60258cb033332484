"""The manual of the rules: what each looks for, why, and examples."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from disclosures.models import RuleSetting
from reviews.domain.errors import NotKnown
from reviews.web.present import rules
from reviews.web.views.desk import actor, at_desk


@at_desk
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List every rule by family."""
    shown = {"families": rules.families(), "count": len(rules.entries())}
    return render(request, "web/rules.html", shown)


@at_desk
@require_safe
def rule(request: HttpRequest, code: str) -> HttpResponse:
    """Explain one rule, with what the person's bureau has set about it."""
    entry = rules.entries().get(code)
    if entry is None:
        raise NotKnown("not-known", "现行规则中没有这个编码，可能已不再使用。")
    who = actor(request)
    settings = RuleSetting.objects.filter(bureau=who.ledger, code=code)
    if who.department is not None:
        settings = settings.filter(Q(department=None) | Q(department=who.department))
    codes = list(rules.entries())
    at = codes.index(code)
    shown = {
        "rule": entry,
        "settings": settings.select_related("department").order_by("department_id"),
        "before": rules.entries()[codes[at - 1]] if at else None,
        "after": rules.entries()[codes[at + 1]] if at + 1 < len(codes) else None,
    }
    return render(request, "web/rule.html", shown)

"""What every page of the desk shares: who asks, when, and what a refusal looks like."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, cast
from uuid import UUID, uuid4  # noqa: TID251 - the shell makes ids and passes them in

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from disclosures.models import Account
from reviews import handlers
from reviews.domain import errors, policies
from reviews.domain.commands import Command
from reviews.domain.policies import Actor
from reviews.domain.state import Disclosure
from reviews.web.refusals import in_words

View = Callable[..., HttpResponse]
ACTING = "acting"
"""The session's key of the delegation under which its person acts."""
Refusal = Callable[[errors.Refused], HttpResponse]

STATUSES: dict[type[errors.Refused], HTTPStatus] = {
    errors.NotAllowed: HTTPStatus.FORBIDDEN,
    errors.NotNow: HTTPStatus.CONFLICT,
    errors.OutOfDate: HTTPStatus.CONFLICT,
    errors.NotAcceptable: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.NotKnown: HTTPStatus.NOT_FOUND,
}
TITLES: dict[int, "str | Promise"] = {
    403: _("不能办理"),
    404: _("没有找到"),
    409: _("现在不能办理"),
    422: _("填写有误"),
}


def at_desk(view: View) -> View:
    """Let only signed-in people in, and answer a refusal with a page that says why."""

    @login_required
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except errors.Refused as refused:
            response = refusal_page(request, refused)
        response["Cache-Control"] = "private, no-store"
        return response

    return answer


def actor(request: HttpRequest) -> Actor:
    """Return who asks, looked up once a request."""
    known: Actor | None = getattr(request, "desk_actor", None)
    if known is None:
        known = _who(request)
        request.desk_actor = known  # type: ignore[attr-defined]
    return known


def _who(request: HttpRequest) -> Actor:
    """Return the signed-in person, or them acting for another where they chose to.

    What they chose ends with the mandate: a page then goes on in their own name and
    says so; a form is refused, since its author meant to act for the other.
    """
    account = cast(Account, request.user)
    chosen = request.session.get(ACTING)
    if not isinstance(chosen, int):
        return handlers.actor_of(account)
    try:
        return handlers.acting(account, chosen, now())
    except errors.NotAllowed as ended:
        del request.session[ACTING]
        if request.method == "POST":
            raise
        messages.warning(request, in_words(ended).message)
        return handlers.actor_of(account)


def now() -> Any:
    return timezone.now()  # noqa: TID251 - the shell reads the clock and passes it in


def fresh_id() -> UUID:
    return uuid4()


def envelope(request: HttpRequest, who: Actor) -> handlers.Envelope:
    """Return who asks, when, under the id that the form was made with."""
    try:
        command = UUID(request.POST.get("command", ""))
    except ValueError:
        command = fresh_id()
    return handlers.Envelope(
        actor=who,
        command=command,
        at=now(),
        request=getattr(request, "request_id", ""),
    )


def carry_out(
    request: HttpRequest,
    stream: UUID,
    command: Command,
    *,
    done: "str | Promise",
    to: str | Callable[[handlers.Outcome], str],
    refused: Refusal,
    sealed: handlers.Envelope | None = None,
) -> HttpResponse:
    """Carry out a command; go on to a page, or show the page again with the refusal."""
    sealed = sealed or envelope(request, actor(request))
    try:
        outcome = handlers.execute(stream, command, sealed)
    except errors.NotKnown:
        raise
    except errors.Refused as refusal:
        answer = refused(in_words(refusal))
        answer.status_code = status_of(refusal)
        answer["HX-Push-Url"] = "false"
        return answer
    if done:
        messages.success(request, str(done))
    return redirect(to(outcome) if callable(to) else to)


def status_of(refused: errors.Refused) -> int:
    return int(STATUSES.get(type(refused), HTTPStatus.CONFLICT))


def refusal_page(request: HttpRequest, refused: errors.Refused) -> HttpResponse:
    """Say why on a page of its own, with what was typed: nothing is lost."""
    refused = in_words(refused)
    status = status_of(refused)
    said = {
        "status": status,
        "title": TITLES[status],
        "detail": refused.message,
        "who": refused.who,
    }
    return render(request, "web/refused.html", said, status=status)


class Permissions:
    """What a person may do here; a template asks `may.verify`."""

    def __init__(self, who: Actor, state: Disclosure, section: str = "") -> None:
        self._who, self._state, self._section = who, state, section

    def __getitem__(self, action: str) -> bool:
        return not self.refusal(action)

    def refusal(self, action: str) -> str:
        """Return why an action would be refused, '' where it would not."""
        name = action.replace("_", "-")
        try:
            policies.require(name, self._who, self._state, self._section)
        except errors.Refused as refused:
            return in_words(refused).message
        return ""

"""Signing in and out, one's password, one's settings."""

from typing import cast

from django.contrib import messages
from django.contrib.auth import views as auth
from django.contrib.auth.forms import PasswordChangeForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from disclosures.models import Account
from reviews import reminders
from reviews.queries.reminders import preference
from reviews.web.forms import MailForm, PasswordForm, SettingsForm, SignInForm
from reviews.web.views.desk import at_desk


class SignIn(auth.LoginView):
    template_name = "web/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True


class SignOut(auth.LogoutView):
    next_page = "web:sign-in"


class Password(auth.PasswordChangeView):
    template_name = "web/password.html"
    form_class = PasswordForm
    success_url = "/account/settings/"

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        messages.success(self.request, gettext("密码已修改。"))
        return super().form_valid(form)


@at_desk
@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    account = cast(Account, request.user)
    form = SettingsForm(request.POST or None, instance=account)
    mail = MailForm(request.POST or None, initial=_mail(account))
    if request.method == "POST" and form.is_valid() and mail.is_valid():
        if wish := mail.cleaned_data["rhythm"]:
            account.email = mail.cleaned_data["email"]
            reminders.prefer(
                account.pk,
                rhythm=wish,
                mentions_at_once=mail.cleaned_data["mentions_at_once"],
            )
        form.save()
        messages.success(request, gettext("设置已保存。"))
        return redirect("web:settings")
    status = 422 if form.errors or mail.errors else 200
    context = {"form": form, "mail": mail}
    return render(request, "web/settings.html", context, status=status)


def _mail(account: Account) -> dict[str, object]:
    wish = preference(account.pk)
    return {
        "email": account.email,
        "rhythm": wish.rhythm,
        "mentions_at_once": wish.mentions_at_once,
    }

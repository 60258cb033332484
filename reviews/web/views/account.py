"""Signing in and out, one's password, one's settings."""

from typing import cast

from django.contrib import messages
from django.contrib.auth import views as auth
from django.contrib.auth.forms import PasswordChangeForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from disclosures.models import Account
from reviews.web.forms import PasswordForm, SettingsForm, SignInForm
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
        messages.success(self.request, "密码已修改。")
        return super().form_valid(form)


@at_desk
@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    form = SettingsForm(request.POST or None, instance=cast(Account, request.user))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "设置已保存。")
        return redirect("web:settings")
    status = 422 if form.errors else 200
    return render(request, "web/settings.html", {"form": form}, status=status)

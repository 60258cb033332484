"""The addresses of the pages."""

from django.urls import path

from reviews.web.views import (
    account,
    actions,
    board,
    changes,
    edit,
    history,
    public,
    release,
    rules,
    source,
    submit,
    tokens,
    workspace,
)

app_name = "web"
WHOLE = "disclosures/<uuid:stream>/"
SECTION = f"{WHOLE}sections/<slug:key>/"
FINDING = f"{SECTION}findings/<slug:which>/"
PUBLIC = "公开/<int:bureau>/<int:year>/<str:kind>/<slug:code>/"

urlpatterns = [
    path("", board.home, name="home"),
    path("login/", account.SignIn.as_view(), name="sign-in"),
    path("logout/", account.SignOut.as_view(), name="sign-out"),
    path("account/password/", account.Password.as_view(), name="password"),
    path("account/settings/", account.settings, name="settings"),
    path("account/tokens/", tokens.own, name="tokens"),
    path("account/tokens/<int:token>/revoke/", tokens.revoke, name="revoke-token"),
    path("campaigns/<int:campaign>/", board.board, name="board"),
    path("queue/", board.queue, name="queue"),
    path("submit/", submit.submit, name="submit"),
    path("rules/", rules.index, name="rules"),
    path("rules/<slug:code>/", rules.rule, name="rule"),
    path(WHOLE, workspace.disclosure, name="disclosure"),
    path(f"{WHOLE}progress/", submit.progress, name="progress"),
    path(f"{WHOLE}source/", submit.replace, name="replace"),
    path(f"{WHOLE}retry/", actions.retry, name="retry"),
    path(f"{WHOLE}recheck/", actions.recheck, name="recheck"),
    path(f"{WHOLE}send-back/", actions.send_back, name="send-back"),
    path(f"{WHOLE}resubmit/", actions.resubmit, name="resubmit"),
    path(f"{WHOLE}timeline/", history.timeline, name="timeline"),
    path(f"{WHOLE}changes/", changes.changes, name="changes"),
    path(f"{WHOLE}pages/<int:number>-<int:width>.png", source.picture, name="picture"),
    path(f"{WHOLE}release/", release.release, name="release"),
    path(f"{WHOLE}correct/", release.correct, name="correct"),
    path(f"{WHOLE}withdraw/", release.withdraw, name="withdraw"),
    path(SECTION, workspace.section, name="section"),
    path(f"{SECTION}edit/", edit.edit, name="edit"),
    path(f"{SECTION}preview/", edit.preview, name="preview"),
    path(f"{SECTION}versions/", history.versions, name="versions"),
    path(f"{SECTION}verify/", actions.verify, name="verify"),
    path(f"{SECTION}flag/", actions.flag, name="flag"),
    path(
        f"{SECTION}flags/<slug:which>/resolve/",
        actions.resolve_flag,
        name="resolve-flag",
    ),
    path(f"{SECTION}comment/", actions.comment, name="comment"),
    path(f"{SECTION}assign/", actions.assign, name="assign"),
    path(f"{FINDING}waive/", actions.waive, name="waive"),
    path(f"{FINDING}confirm/", actions.confirm_waiver, name="confirm-waiver"),
    path(f"{FINDING}revoke/", actions.revoke_waiver, name="revoke-waiver"),
    path("公开/", public.index, name="public"),
    path(PUBLIC, public.page, name="public-page"),
    path(f"{PUBLIC}<int:number>/", public.page, name="public-version"),
    path(f"{PUBLIC}<int:number>/data.json", public.data, name="public-data"),
]

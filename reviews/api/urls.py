"""The addresses of the API, and its description."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView
from rest_framework.permissions import IsAdminUser

from reviews.api import oversight_urls
from reviews.api.views import (
    campaigns,
    disclosures,
    findings,
    history,
    notices,
    people,
    public,
    sections,
)

app_name = "api"
WHOLE = "disclosures/<uuid:stream>/"
SECTION = "sections/<uuid:section>/"
FINDING = "findings/<uuid:finding>/"
NOTICE = "notices/<uuid:notice>/"
RELEASE = "public/releases/<uuid:release>/"

CAMPAIGN = "campaigns/<int:campaign>/"
JOINT = f"{CAMPAIGN}release/"

VERSION_1 = [
    path(f"{CAMPAIGN}board/", campaigns.Board.as_view(), name="board"),
    path(JOINT, campaigns.Joint.as_view(), name="joint"),
    path(f"{JOINT}stage/", campaigns.Stage.as_view(), name="joint-stage"),
    path(f"{JOINT}confirm/", campaigns.Confirm.as_view(), name="joint-confirm"),
    path(f"{JOINT}hold/", campaigns.Hold.as_view(), name="joint-hold"),
    path(f"{JOINT}resume/", campaigns.Resume.as_view(), name="joint-resume"),
    path(f"{JOINT}abort/", campaigns.Abort.as_view(), name="joint-abort"),
    path("bulk/", campaigns.Bulk.as_view(), name="bulk"),
    path("statistics/", campaigns.Statistics.as_view(), name="statistics"),
    path(f"{WHOLE}stage-release/", disclosures.Stage.as_view(), name="stage-release"),
    path("disclosures/", disclosures.Disclosures.as_view(), name="disclosures"),
    path(WHOLE, disclosures.OneDisclosure.as_view(), name="disclosure"),
    path(f"{WHOLE}source/", disclosures.Source.as_view(), name="source"),
    path(f"{WHOLE}retry/", disclosures.RetryReading.as_view(), name="retry"),
    path(f"{WHOLE}recheck/", disclosures.Recheck.as_view(), name="recheck"),
    path(f"{WHOLE}send-back/", disclosures.SendBack.as_view(), name="send-back"),
    path(f"{WHOLE}resubmit/", disclosures.Resubmit.as_view(), name="resubmit"),
    path(f"{WHOLE}release/", disclosures.Release.as_view(), name="release"),
    path(f"{WHOLE}withdraw/", disclosures.Withdraw.as_view(), name="withdraw"),
    path(f"{WHOLE}correct/", disclosures.Correct.as_view(), name="correct"),
    path(f"{WHOLE}sections/", sections.Sections.as_view(), name="sections"),
    path(f"{WHOLE}findings/", findings.Findings.as_view(), name="findings"),
    path(f"{WHOLE}events/", history.Events.as_view(), name="events"),
    path(f"{WHOLE}as-of/", history.AsOf.as_view(), name="as-of"),
    path(f"{WHOLE}notices/", notices.Issue.as_view(), name="issue-notice"),
    path("notices/", notices.Notices.as_view(), name="notices"),
    path(NOTICE, notices.OneNotice.as_view(), name="notice"),
    path(
        f"{NOTICE}documents/<int:number>/<slug:form>/",
        notices.NoticeDocument.as_view(),
        name="notice-document",
    ),
    path(f"{NOTICE}receive/", notices.Receive.as_view(), name="receive-notice"),
    path(f"{NOTICE}answers/", notices.Answers.as_view(), name="answer-notice"),
    path(f"{NOTICE}confirm/", notices.Confirm.as_view(), name="confirm-item"),
    path(f"{NOTICE}refuse/", notices.Refuse.as_view(), name="refuse-item"),
    path(f"{NOTICE}rounds/", notices.NextRound.as_view(), name="open-round"),
    path(f"{NOTICE}extension/", notices.AskExtension.as_view(), name="ask-extension"),
    path(
        f"{NOTICE}extension/grant/",
        notices.GrantExtension.as_view(),
        name="grant-extension",
    ),
    path(
        f"{NOTICE}extension/refuse/",
        notices.RefuseExtension.as_view(),
        name="refuse-extension",
    ),
    path(f"{NOTICE}withdraw/", notices.Withdraw.as_view(), name="withdraw-notice"),
    path(SECTION, sections.OneSection.as_view(), name="section"),
    path(f"{SECTION}preview/", sections.PreviewEdit.as_view(), name="preview"),
    path(f"{SECTION}verify/", sections.Verify.as_view(), name="verify"),
    path(f"{SECTION}flag/", sections.Flag.as_view(), name="flag"),
    path(
        f"{SECTION}resolve-flag/", sections.ResolveFlag.as_view(), name="resolve-flag"
    ),
    path(
        f"{SECTION}resolve-thread/",
        sections.ResolveThread.as_view(),
        name="resolve-thread",
    ),
    path(
        f"{SECTION}reopen-thread/",
        sections.ReopenThread.as_view(),
        name="reopen-thread",
    ),
    path(f"{SECTION}assign/", sections.Assign.as_view(), name="assign"),
    path(f"{SECTION}comments/", sections.Comments.as_view(), name="comments"),
    path(FINDING, findings.OneFinding.as_view(), name="finding"),
    path(f"{FINDING}waive/", findings.Waive.as_view(), name="waive"),
    path(
        f"{FINDING}confirm-waiver/",
        findings.ConfirmWaiver.as_view(),
        name="confirm-waiver",
    ),
    path(
        f"{FINDING}revoke-waiver/",
        findings.RevokeWaiver.as_view(),
        name="revoke-waiver",
    ),
    path("reminders/", people.Reminders.as_view(), name="reminders"),
    path("delegations/", people.Delegations.as_view(), name="delegations"),
    path("next-section/", people.NextSection.as_view(), name="next-section"),
    path("ledger/events/", history.Ledger.as_view(), name="ledger"),
    path("public/releases/", public.Releases.as_view(), name="public"),
    path(RELEASE, public.OneRelease.as_view(), name="public-release"),
    path(
        f"{RELEASE}files/<slug:form>/",
        public.ReleasedFile.as_view(),
        name="public-file",
    ),
    path(f"{RELEASE}data.json", public.ReleasedBytes.as_view(), name="public-bytes"),
]

urlpatterns = [
    path("v1/", include(VERSION_1 + oversight_urls.VERSION_1)),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path(
        "docs/",
        SpectacularSwaggerView.as_view(
            url_name="api:schema", permission_classes=[IsAdminUser]
        ),
        name="docs",
    ),
]

"""The addresses of what proves: provenance, packages, self-checks, draws."""

from django.urls import path

from reviews.api.views import proof

WHOLE = "disclosures/<uuid:stream>/"
DRAW = "draws/<uuid:draw>/"

VERSION_1 = [
    path(f"{WHOLE}figures/", proof.Figures.as_view(), name="figures"),
    path(f"{WHOLE}provenance/", proof.Provenance.as_view(), name="provenance"),
    path(f"{WHOLE}package/", proof.Package.as_view(), name="package"),
    path(f"{WHOLE}package.zip", proof.PackageBytes.as_view(), name="package-bytes"),
    path(
        "public/releases/<uuid:release>/package.zip",
        proof.PublicPackage.as_view(),
        name="public-package",
    ),
    path("ledger/self-checks/", proof.SelfChecks.as_view(), name="self-checks"),
    path("ledger/heal/", proof.Heal.as_view(), name="heal"),
    path("draws/", proof.Draws.as_view(), name="draws"),
    path(DRAW, proof.OneDraw.as_view(), name="draw"),
    path(f"{DRAW}second-reviews/", proof.SecondReviews.as_view(), name="second-review"),
]

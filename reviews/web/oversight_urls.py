"""The addresses of what proves the ledger: self-check, draws, provenance, packages."""

from django.urls import path

from reviews.web.views import draws, health, proof, provenance

WHOLE = "disclosures/<uuid:stream>/"
PUBLIC = "公开/<int:bureau>/<int:year>/<str:kind>/<slug:code>/<int:number>/"

urlpatterns = [
    path(f"{WHOLE}proof/", proof.proof, name="proof"),
    path(f"{WHOLE}package/", proof.package, name="package"),
    path(
        f"{WHOLE}sections/<slug:key>/provenance/", provenance.figure, name="provenance"
    ),
    path(
        f"{WHOLE}at/<int:position>/pages/<int:number>-<int:width>.png",
        provenance.picture,
        name="picture-then",
    ),
    path(f"{PUBLIC}package.zip", proof.public_package, name="public-package"),
    path("health/", health.health, name="health"),
    path("health/check/", health.check, name="self-check"),
    path("health/heal/", health.heal, name="heal"),
    path("draws/", draws.index, name="draws"),
    path("draws/<uuid:draw>/", draws.draw, name="draw"),
    path("draws/<uuid:draw>/verdict/", draws.verdict, name="second-review"),
]

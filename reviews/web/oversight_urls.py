"""The addresses of what proves the ledger: self-check, draws, provenance, packages."""

from django.urls import path

from reviews.web.views import draws, health

urlpatterns = [
    path("health/", health.health, name="health"),
    path("health/check/", health.check, name="self-check"),
    path("health/heal/", health.heal, name="heal"),
    path("draws/", draws.index, name="draws"),
    path("draws/<uuid:draw>/", draws.draw, name="draw"),
    path("draws/<uuid:draw>/verdict/", draws.verdict, name="second-review"),
]

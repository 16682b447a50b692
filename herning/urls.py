"""Every address of the project, floor by floor."""

from django.urls import include, path

urlpatterns = [
    path("", include("dashboards.urls")),
    path("", include("cases.urls")),
    path("", include("interventions.urls")),
    path("", include("reviews.urls")),
    path("", include("herning.accounts.urls")),
    path("", include("herning.web.urls")),
    path("konto/", include("allauth.account.urls")),
    path("konto/sessioner/", include("allauth.usersessions.urls")),
]

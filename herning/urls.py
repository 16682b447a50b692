"""Every address of the project, floor by floor."""

from allauth.account.urls import urlpatterns as account_patterns
from django.urls import include, path

# Accounts are made and changed by the administrator, so the library's pages for making one or moving it to another
# e-mail address are left out; sign-up stays, because the library's sign-in page asks for its address, and is closed.
LEFT_OUT = {"account_email", "account_confirm_email", "account_email_verification_sent"}
sign_in = [pattern for pattern in account_patterns if getattr(pattern, "name", "") not in LEFT_OUT]

urlpatterns = [
    path("", include("dashboards.urls")),
    path("", include("cases.urls")),
    path("", include("interventions.urls")),
    path("", include("reviews.urls")),
    path("", include("herning.accounts.urls")),
    path("", include("herning.web.urls")),
    path("konto/", include(sign_in)),
]

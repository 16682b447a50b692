"""Addresses that belong to no app."""

from django.urls import path

from herning.web import drafts

app_name = "web"
urlpatterns = [
    path("kladde/<path:key>/", drafts.save, name="draft"),
    path("kladder/<int:pk>/", drafts.kept_draft, name="kept_draft"),
    path("noegle/", drafts.fresh_key, name="fresh_key"),
]

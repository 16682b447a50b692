"""Addresses of lent and offered places, waiting lists, foster families and admissions."""

from django.urls import path

from interventions.views import admission, capacity, foster, line

places_patterns = [
    path("pladser/<int:pk>/udlaan/", capacity.lend_place, name="lend_place"),
    path("pladser/udlaan/<int:pk>/", capacity.return_lent_place, name="return_lent_place"),
    path("pladstilbud/<int:pk>/", line.place_offer, name="place_offer"),
    path("udfoerer/venteliste/<int:pk>/", line.waiting_list, name="waiting_list"),
    path("udfoerer/visitationer/<int:pk>/tilbyd/", line.offer_place, name="offer_place"),
    path("udfoerer/visitationer/<int:pk>/flyt/", line.move_in_line, name="move_in_line"),
    path("udfoerer/pladstilbud/<int:pk>/", line.withdraw_place_offer, name="withdraw_place_offer"),
    path("udfoerer/plejefamilier/", foster.foster_families, name="foster_families"),
    path("udfoerer/plejefamilier/ny/", foster.register_foster_family, name="register_foster_family"),
    path("udfoerer/plejefamilier/<int:pk>/", foster.foster_family, name="foster_family"),
    path("udfoerer/plejefamilier/<int:pk>/ret/", foster.change_foster_family, name="change_foster_family"),
    path("udfoerer/plejefamilier/<int:pk>/godkendelse/", foster.extend_approval, name="extend_approval"),
    path("udfoerer/plejefamilier/<int:pk>/traek-tilbage/", foster.retire_foster_family, name="retire_foster_family"),
    path("katalog/<slug:code>/indskrivning/", admission.admission, name="admission"),
    path("katalog/<slug:code>/indskrivning/<int:pk>/", admission.change_admission_item, name="change_admission_item"),
    path("indskrivning/<int:pk>/", admission.admission_point, name="admission_point"),
]

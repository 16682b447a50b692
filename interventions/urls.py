"""Addresses of referrals, help, placements, the catalogue and the places."""

from django.urls import path

from interventions.views import answer, capacity, catalogue, interventions, neighbours, placement, referral

app_name = "interventions"
urlpatterns = [
    path("sager/<str:number>/indsatser/", interventions.interventions, name="interventions"),
    path("sager/<str:number>/visitation/", referral.choose, name="refer"),
    path("visitationer/<int:pk>/", referral.referral, name="referral"),
    path("visitationer/<int:pk>/godkend/", referral.approve, name="approve"),
    path("visitationer/<int:pk>/traek-tilbage/", referral.withdraw, name="withdraw"),
    path("visitationer/<int:pk>/start/", interventions.start, name="start"),
    path("udfoerer/visitationer/<int:pk>/", answer.answer, name="answer"),
    path("indsatser/<int:pk>/afslut/", interventions.end, name="end"),
    path("anbringelser/<int:pk>/", placement.placement, name="placement"),
    path("udvalget/", placement.board, name="board"),
    path("udvalget/<int:pk>/", placement.record_board_decision, name="record_board_decision"),
    path("katalog/", catalogue.catalogue, name="catalogue"),
    path("katalog/ny/", catalogue.add_offer, name="add_offer"),
    path("katalog/trappen/", catalogue.ladder, name="ladder"),
    path("katalog/trappen/<int:number>/", catalogue.step, name="step"),
    path("katalog/<slug:code>/", catalogue.offer, name="offer"),
    path("katalog/<slug:code>/ret/", catalogue.change_offer, name="change_offer"),
    path("katalog/<slug:code>/afdelinger/", capacity.add_capacity, name="add_capacity"),
    path("ledige-pladser.json", neighbours.free_places, name="free_places"),
    path("naboer/", neighbours.neighbours, name="neighbours"),
    path("naboer/ny/", neighbours.new_neighbour, name="new_neighbour"),
    path("naboer/<slug:code>/", neighbours.neighbour, name="neighbour"),
    path("naboer/<slug:code>/laes/", neighbours.read_neighbour, name="read_neighbour"),
    path("pladser/", capacity.capacity, name="capacity"),
    path("pladser/<int:pk>/", capacity.set_capacity, name="set_capacity"),
]

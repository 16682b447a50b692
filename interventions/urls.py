"""Addresses of referrals, help, placements, the catalogue and the places."""

from django.urls import path

from interventions.catalogue_urls import catalogue_patterns
from interventions.choosing_urls import choosing_patterns
from interventions.places_urls import places_patterns
from interventions.views import (
    answer,
    capacity,
    care,
    catalogue,
    exits,
    homecoming,
    interventions,
    knowledge,
    neighbours,
    placement,
    referral,
)

app_name = "interventions"
urlpatterns = [
    *catalogue_patterns,
    path("sager/<str:number>/indsatser/", interventions.interventions, name="interventions"),
    *choosing_patterns,
    path("visitationer/<int:pk>/", referral.referral, name="referral"),
    path("visitationer/<int:pk>/traek-tilbage/", referral.withdraw, name="withdraw"),
    path("visitationer/<int:pk>/start/", interventions.start, name="start"),
    path("udfoerer/visitationer/<int:pk>/", answer.answer, name="answer"),
    path("indsatser/<int:pk>/afslut/", interventions.end, name="end"),
    path("indsatser/<int:pk>/forlaeng/", exits.prolong, name="prolong"),
    path("indsatser/<int:pk>/naeste/", exits.next_step, name="next_step"),
    path("anbringelser/<int:pk>/", placement.placement, name="placement"),
    path("anbringelser/<int:pk>/tjekliste/", placement.mend_placement, name="mend_placement"),
    path("anbringelser/<int:pk>/retsgrundlag/", placement.change_legal_basis, name="change_legal_basis"),
    path("anbringelser/<int:pk>/samvaer/", care.set_contact, name="set_contact"),
    path("samvaer/<int:pk>/afslut/", care.end_contact, name="end_contact"),
    path("tilsyn/<int:pk>/", care.hold_supervision, name="hold_supervision"),
    path("tilsyn/<int:pk>/flyt/", care.move_supervision, name="move_supervision"),
    path("anbringelser/<int:pk>/sammenbrud/", homecoming.record_breakdown, name="record_breakdown"),
    path("sammenbrud/<int:pk>/laering/", homecoming.learn_from_breakdown, name="learn_from_breakdown"),
    path("anbringelser/<int:pk>/hjemgivelse/", homecoming.decide_return, name="decide_return"),
    path("hjemgivelser/<int:pk>/hjemme/", homecoming.complete_return, name="complete_return"),
    path("udvalget/", placement.board, name="board"),
    path("udvalget/<int:pk>/", placement.record_board_decision, name="record_board_decision"),
    path("katalog/", catalogue.catalogue, name="catalogue"),
    path("katalog/ny/", catalogue.add_offer, name="add_offer"),
    path("katalog/<slug:code>/", catalogue.offer, name="offer"),
    path("katalog/<slug:code>/ret/", catalogue.change_offer, name="change_offer"),
    path("katalog/<slug:code>/afdelinger/", capacity.add_capacity, name="add_capacity"),
    path("sager/<str:number>/vidensteam/", knowledge.knowledge_team, name="knowledge_team"),
    path("sager/<str:number>/vidensteam/ny/", knowledge.call_knowledge_team, name="call_knowledge_team"),
    path("vidensteam/<int:pk>/", knowledge.meeting, name="meeting"),
    path("vidensteam/<int:pk>/ret/", knowledge.change_knowledge_team, name="change_knowledge_team"),
    path("vidensteam/<int:pk>/aflys/", knowledge.cancel_knowledge_team, name="cancel_knowledge_team"),
    path("vidensteam/<int:pk>/raad/", knowledge.record_advice, name="record_advice"),
    path("sager/<str:number>/laan/<int:pk>/", neighbours.borrow, name="borrow"),
    path("ledige-pladser.json", neighbours.free_places, name="free_places"),
    path("naboer/", neighbours.neighbours, name="neighbours"),
    path("naboer/ny/", neighbours.new_neighbour, name="new_neighbour"),
    path("naboer/<slug:code>/", neighbours.neighbour, name="neighbour"),
    path("naboer/<slug:code>/laes/", neighbours.read_neighbour, name="read_neighbour"),
    path("pladser/", capacity.capacity, name="capacity"),
    path("pladser/<int:pk>/", capacity.set_capacity, name="set_capacity"),
    *places_patterns,
]

"""Addresses of children, concerns and cases; a CPR number stands in none of them."""

from django.urls import path

from cases.views import cases, casework, children, concerns, family, journal, reach

app_name = "cases"
urlpatterns = [
    path("sager/", cases.cases, name="cases"),
    path("boern/find/", children.find_child, name="find_child"),
    path("boern/ny/", children.new_child, name="new_child"),
    path("boern/<int:pk>/ret/", children.change_child_page, name="change_child"),
    path("underretninger/", concerns.concerns, name="concerns"),
    path("underretninger/ny/<int:pk>/", concerns.new_concern, name="new_concern"),
    path("underretninger/<int:pk>/", concerns.concern, name="concern"),
    path("underretninger/<int:pk>/vurder/", concerns.assess_concern_page, name="assess_concern"),
    path("underretninger/<int:pk>/kvitter/", concerns.acknowledge_concern_page, name="acknowledge_concern"),
    path("underretninger/<int:pk>/afgoer/", concerns.decide_concern, name="decide_concern"),
    path("begrundelser/", reach.grants, name="grants"),
    path("sager/<str:number>/aabn/", reach.open_with_reason_page, name="open_with_reason"),
    path("sager/<str:number>/fordel/", reach.assign, name="assign"),
    path("sager/<str:number>/journal/", journal.journal, name="journal"),
    path("sager/<str:number>/journal/ny/", journal.write_note_page, name="write_note"),
    path("sager/<str:number>/journal/<int:pk>/ret/", journal.amend_note, name="amend_note"),
    path("sager/<str:number>/samtale/", casework.conversation, name="conversation"),
    path("sager/<str:number>/samtykke/", casework.consent, name="consent"),
    path("sager/<str:number>/samtykke/<int:pk>/", casework.withdraw_consent_page, name="withdraw_consent"),
    path("sager/<str:number>/undersoegelse/", casework.investigation, name="investigation"),
    path("sager/<str:number>/undersoegelse/<int:pk>/", casework.finish_investigation_page, name="finish_investigation"),
    path("sager/<str:number>/familie/", family.family, name="family"),
    path("sager/<str:number>/kommuner/", family.set_municipalities_page, name="set_municipalities"),
    path("sager/<str:number>/familie/voksen/", family.add_relative_page, name="add_relative"),
    path("sager/<str:number>/familie/soeskende/", family.add_sibling_page, name="add_sibling"),
    path("sager/<str:number>/familie/soeskende/ny/", family.new_sibling, name="new_sibling"),
    path("sager/<str:number>/familie/voksen/<int:pk>/myndighed/", family.give_custody_page, name="give_custody"),
    path("sager/<str:number>/familie/myndighed/<int:pk>/", family.end_custody_page, name="end_custody"),
]

"""Addresses of plans, notes and reviews."""

from django.urls import path

from reviews.views import clocks, delivered, hold, hold_check, lists, messages, minutes, plan, treatment

app_name = "reviews"
urlpatterns = [
    path("beskeder/", messages.messages, name="messages"),
    path("beskeder/<int:pk>/", messages.message, name="message"),
    path("sager/<str:number>/plan/", plan.plan, name="plan"),
    path("sager/<str:number>/plan/ny/", plan.agree_plan, name="agree_plan"),
    path("sager/<str:number>/plan/maal/", plan.set_goal, name="set_goal"),
    path("sager/<str:number>/opfoelgninger/", lists.case_reviews, name="case_reviews"),
    path("sager/<str:number>/luk/", plan.close_case, name="close_case"),
    path("maal/<int:pk>/delmaal/", plan.set_sub_goal, name="set_sub_goal"),
    path("maal/<int:pk>/luk/", plan.close_goal, name="close_goal"),
    path("delmaal/<int:pk>/luk/", plan.close_sub_goal, name="close_sub_goal"),
    path("sager/<str:number>/frister/", clocks.deadlines, name="deadlines"),
    path("sager/<str:number>/takt/", clocks.rhythm, name="rhythm"),
    path("opfoelgninger/", lists.reviews, name="reviews"),
    path("opfoelgninger/<int:pk>/", minutes.review, name="review"),
    path("opfoelgninger/<int:pk>/hold/", hold.hold, name="hold"),
    path("opfoelgninger/<int:pk>/dagsorden/", minutes.agenda, name="agenda"),
    path("opfoelgninger/<int:pk>/referat/", minutes.minutes, name="minutes"),
    path("opfoelgninger/<int:pk>/barnet/", minutes.to_child, name="to_child"),
    path("fulgte-det/<int:pk>/", hold_check.hold_check, name="hold_check"),
    path("udfoerer/indsatser/<int:pk>/", delivered.delivered, name="delivered"),
    path("udfoerer/indsatser/<int:pk>/notat/", delivered.write_note, name="write_note"),
    path("udfoerer/indsatser/<int:pk>/behandlingsplan/", treatment.write_treatment_plan, name="write_treatment_plan"),
    path("udfoerer/indsatser/<int:pk>/slutrapport/", treatment.write_end_report, name="write_end_report"),
    path("udfoerer/notater/<int:pk>/ret/", delivered.amend_note, name="amend_note"),
]

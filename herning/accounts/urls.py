"""Addresses."""

from django.urls import path

from herning.accounts.views import absences, language, people, tasks, teams

app_name = "accounts"
urlpatterns = [
    path("brugere/", people.people, name="people"),
    path("brugere/ny/", people.new_person, name="new_person"),
    path("brugere/<int:pk>/", people.person, name="person"),
    path("brugere/<int:pk>/adgangskode/", people.password_link, name="password_link"),
    path("brugere/<int:pk>/afdeling/", people.new_membership, name="new_membership"),
    path("brugere/tilknytning/<int:pk>/", people.close_membership, name="close_membership"),
    path("mit/fravaer/", absences.absences, name="absences"),
    path("mit/fravaer/<int:pk>/aflys/", absences.cancel, name="cancel_absence"),
    path("mit/sprog/", language.language, name="language"),
    path("opgaver/", tasks.tasks, name="tasks"),
    path("opgaver/<int:pk>/", tasks.task, name="task"),
    path("teams/ny/", teams.new_team, name="new_team"),
    path("teams/<int:pk>/", teams.team, name="team"),
]

from django.urls import path

from connexions.practice.tracking import views

app_name = "tracking"
PERSON = "young-people/<uuid:young_person_id>/status/"

urlpatterns = [
    path("national/", views.national, name="national"),
    path(PERSON, views.status, name="status"),
    path(f"{PERSON}confirm/", views.confirm, name="confirm"),
    path(f"{PERSON}change/", views.change, name="change"),
]

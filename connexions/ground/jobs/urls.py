from django.urls import path

from connexions.ground.jobs import views

app_name = "jobs"

urlpatterns = [
    path("health", views.health, name="health"),
    path("jobs/<uuid:job>/", views.show, name="show"),
    path("jobs/<uuid:job>/progress/", views.progress, name="progress"),
    path("jobs/<uuid:job>/again/", views.again, name="again"),
    path("jobs/<uuid:job>/cancel/", views.cancel, name="cancel"),
]

from django.urls import path

from connexions.ground.base import views

app_name = "base"
urlpatterns = [
    path("drafts/", views.draft, name="draft"),
    path("drafts/discard/", views.discard, name="discard_draft"),
]

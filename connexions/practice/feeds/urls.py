from django.urls import path

from connexions.ground.design import spreadsheets
from connexions.practice.feeds import views

app_name = "feeds"

urlpatterns = [
    path("", views.deliveries, name="deliveries"),
    path("<uuid:delivery_id>/", views.delivery, name="delivery"),
    path("<uuid:delivery_id>/apply/", views.apply, name="apply"),
    path("<uuid:delivery_id>/check/", views.check_again, name="check"),
    *spreadsheets.paths("<uuid:delivery_id>/problems", views.problems_file, name="problems"),
]

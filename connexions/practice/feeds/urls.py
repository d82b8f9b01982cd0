from django.urls import path

from connexions.practice.feeds import views

app_name = "feeds"

urlpatterns = [
    path("", views.deliveries, name="deliveries"),
    path("<uuid:delivery_id>/", views.delivery, name="delivery"),
    path("<uuid:delivery_id>/apply/", views.apply, name="apply"),
    path("<uuid:delivery_id>/check/", views.check_again, name="check"),
    path("<uuid:delivery_id>/problems.csv", views.problems_csv, name="problems_csv"),
]

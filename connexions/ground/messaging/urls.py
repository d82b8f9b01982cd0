"""Addresses of the post room."""

from django.urls import path

from connexions.ground.messaging import views

app_name = "messaging"
urlpatterns = [path("demo/outbox/", views.demo_outbox, name="demo_outbox")]

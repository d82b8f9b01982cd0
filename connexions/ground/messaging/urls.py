"""Addresses of the post room."""

from django.urls import path

from connexions.ground.messaging import views

app_name = "messaging"
urlpatterns = [
    path("post-room/texts/", views.texts, name="texts"),
    path("post-room/receipts/", views.receipt, name="receipts"),
    path("demo/outbox/", views.demo_outbox, name="demo_outbox"),
    path("demo/outbox/text-back/", views.demo_text_back, name="demo_text_back"),
    path("demo/outbox/<uuid:letter_id>.pdf", views.demo_letter, name="demo_letter"),
]

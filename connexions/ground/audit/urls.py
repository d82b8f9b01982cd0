from django.urls import path

from connexions.ground.audit import views

app_name = "audit"
urlpatterns = [path("", views.search, name="search")]

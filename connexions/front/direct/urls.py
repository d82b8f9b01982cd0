from django.urls import path

from connexions.front.direct import views

app_name = "direct"
urlpatterns = [path("me/", views.home, name="home")]

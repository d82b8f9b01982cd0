from django.urls import path

from connexions.insight.performance import views

app_name = "performance"

urlpatterns = [
    path("", views.figures, name="figures"),
    path("counted/", views.counted, name="counted"),
    path("people/", views.people, name="people"),
    *(path(f"{what}.csv", views.figures_csv, {"what": what}, name=f"{what}_csv") for what in views.FILES),
]

from django.urls import path

from connexions.ground.design import spreadsheets
from connexions.insight.performance.presenters.tables import TABLES
from connexions.insight.performance.views import figures, people, targets

app_name = "performance"

urlpatterns = [
    path("", figures.figures, name="figures"),
    path("counted/", figures.counted, name="counted"),
    path("people/", people.people, name="people"),
    path("targets/", targets.targets, name="targets"),
    path("targets/set/", targets.put, name="target_put"),
    path("targets/<uuid:target_id>/change/", targets.change, name="target_change"),
    path("targets/<uuid:target_id>/remove/", targets.take_away, name="target_take_away"),
    *(one for what in TABLES for one in spreadsheets.paths(what, figures.table, name=what, what=what)),
]

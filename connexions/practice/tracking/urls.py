from django.urls import path

from connexions.practice.tracking.views import codes, corrections, currency, status

app_name = "tracking"
PERSON = "young-people/<uuid:young_person_id>/status/"

urlpatterns = [
    path("national/", status.national, name="national"),
    path("activities/", codes.codes, name="codes"),
    path("activities/sources/", codes.sources, name="sources"),
    path("activities/sources/add/", codes.source_add, name="source_add"),
    path("activities/sources/<uuid:source_id>/", codes.source_change, name="source_change"),
    path("activities/currency/", currency.rules, name="currency"),
    path("activities/currency/<str:code>/", currency.change, name="currency_change"),
    path("activities/currency/<str:code>/take-back/", currency.take_back, name="currency_take_back"),
    path(PERSON, status.status, name="status"),
    path(f"{PERSON}confirm/", status.confirm, name="confirm"),
    path(f"{PERSON}change/", status.change, name="change"),
    path(f"{PERSON}believed/", corrections.believed, name="believed"),
    path(f"{PERSON}spells/add/", corrections.add, name="spell_add"),
    path(f"{PERSON}spells/<uuid:activity_id>/", corrections.correct, name="spell_correct"),
    path(f"{PERSON}spells/<uuid:activity_id>/remove/", corrections.remove, name="spell_remove"),
    path(f"{PERSON}corrections/<uuid:correction_id>/undo/", corrections.undo, name="correction_undo"),
]

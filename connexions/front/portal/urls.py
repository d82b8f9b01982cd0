from django.urls import path

from connexions.front.portal.views import people

app_name = "portal"

urlpatterns = [
    path("", people.shared, name="people"),
    path("find/", people.find, name="find"),
    path("young-people/<uuid:young_person_id>/", people.record, name="record"),
]

from django.urls import path

from connexions.registers.papers import views

app_name = "papers"
PAPERS = "young-people/<uuid:young_person_id>/files/"

urlpatterns = [
    path(PAPERS, views.whole, name="of_young_person"),
    path(f"{PAPERS}<uuid:paper_id>/", views.opened_one, name="open"),
    path(f"{PAPERS}<uuid:paper_id>/take-away/", views.take_away, name="take_away"),
    path(f"{PAPERS}<uuid:paper_id>/put-back/", views.put_back, name="put_back"),
]

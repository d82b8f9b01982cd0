from django.urls import path

from connexions.practice.appointments.views import booking, diary, mine, record

app_name = "appointments"
PERSON = "young-people/<uuid:young_person_id>/appointments/"
ONE = f"{PERSON}<uuid:appointment_id>/"

urlpatterns = [
    path("diary/", diary.day, name="diary"),
    path("diary/week/", diary.week, name="week"),
    path("diary/book/", diary.whom, name="whom"),
    path("centres/<int:centre_id>/", diary.centre, name="centre"),
    path("me/appointments/", mine.mine, name="mine"),
    path(PERSON, record.whole, name="of_young_person"),
    path(f"{PERSON}book/", booking.book, name="book"),
    path(ONE, record.one, name="one"),
    path(f"{ONE}move/", booking.move, name="move"),
    path(f"{ONE}cancel/", record.cancel, name="cancel"),
    path(f"{ONE}restore/", record.restore, name="restore"),
    path(f"{ONE}came/", record.came, name="came"),
    path(f"{ONE}missed/", record.missed, name="missed"),
]

from django.urls import path

from connexions.practice.appointments.views import booking, diary, front_desk, mine, record, secret, set_up

app_name = "appointments"
PERSON = "young-people/<uuid:young_person_id>/appointments/"
ONE = f"{PERSON}<uuid:appointment_id>/"

urlpatterns = [
    path("diary/", diary.day, name="diary"),
    path("diary/week/", diary.week, name="week"),
    path("diary/book/", diary.whom, name="whom"),
    path("diary/hours/", set_up.hours, name="hours"),
    path("diary/hours/add/", set_up.session, name="session_add"),
    path("diary/hours/<uuid:session_id>/", set_up.session, name="session"),
    path("diary/hours/<uuid:session_id>/end/", set_up.session_end, name="session_end"),
    path("diary/calendar/", secret.calendar, name="calendar"),
    path("diary/rules/", set_up.rules, name="rules"),
    path("calendars/<int:partnership_id>/<str:secret>/diary.ics", secret.feed, name="feed"),
    path("screens/<int:partnership_id>/<str:secret>/", secret.screen, name="screen"),
    path("screens/<int:partnership_id>/<str:secret>/now/", secret.screen_now, name="screen_now"),
    path("front-desk/", front_desk.choose, name="front_desks"),
    path("front-desk/<int:centre_id>/", front_desk.desk, name="front_desk"),
    path("front-desk/<int:centre_id>/now/", front_desk.now, name="front_desk_now"),
    path("front-desk/<int:centre_id>/next/", front_desk.take_next, name="take_next"),
    path("front-desk/<int:centre_id>/close/", front_desk.close_day, name="close_day"),
    path("front-desk/<int:centre_id>/screen/", secret.make_screen, name="make_screen"),
    path("waiting/<uuid:waiting_id>/seen/", front_desk.seen, name="seen"),
    path("waiting/<uuid:waiting_id>/link/", front_desk.link, name="link"),
    path("waiting/<uuid:waiting_id>/<str:move>/", front_desk.move, name="waiting_move"),
    path("centres/<int:centre_id>/rooms/", set_up.rooms, name="rooms"),
    path("centres/<int:centre_id>/rooms/add/", set_up.room, name="room_add"),
    path("centres/<int:centre_id>/rooms/<uuid:room_id>/", set_up.room, name="room"),
    path("centres/<int:centre_id>/opening/", set_up.opening, name="opening"),
    path("centres/<int:centre_id>/shut/", set_up.shut, name="shut"),
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

"""Addresses of signing in and of the people who may."""

from django.urls import path

from connexions.registers.accounts.views import covers, door, mine, session, staff, welcome, workers

app_name = "accounts"
urlpatterns = [
    path("sign-in/", door.door, name="door"),
    path("sign-in/code/", door.code, name="code"),
    path("welcome/<str:token>/", welcome.welcome, name="welcome"),
    path("account/", mine.mine, name="mine"),
    path("account/sign-out-elsewhere/", mine.end_others, name="end_others"),
    path("as/", mine.act_as, name="act_as"),
    path("session/", session.session, name="session"),
    path("session/extend/", session.extend, name="extend"),
    path("cover/", covers.covers, name="covers"),
    path("cover/arrange/", covers.arrange, name="cover_arrange"),
    path("cover/<uuid:cover_id>/end/", covers.end, name="cover_end"),
    path("organisations/<int:organisation_id>/workers/", workers.whole, name="workers"),
    path(
        "organisations/<int:organisation_id>/workers/<int:membership_id>/end/", workers.end, name="worker_end"
    ),
    path("staff/", staff.people, name="staff"),
    path("staff/add/", staff.add, name="add"),
    path("staff/<uuid:user_id>/", staff.member, name="member"),
    path("staff/<uuid:user_id>/<int:membership_id>/", staff.change, name="change"),
    *(
        path(f"staff/<uuid:user_id>/<int:membership_id>/{what}/", staff.do, {"what": what}, name=what)
        for what in ("invite", "close", "reopen", "forget")
    ),
]

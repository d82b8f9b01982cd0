"""Addresses of safeguarding."""

from django.urls import path

from connexions.trust.safeguarding.views import concerns, outings, raising, risks, routing

app_name = "safeguarding"
CONCERN = "concerns/<uuid:concern_id>/"
NOTE = "risk/notes/<uuid:note_id>/"
CHALLENGE = "risk/challenges/<uuid:challenge_id>/"

urlpatterns = [
    path("", concerns.concerns, name="concerns"),
    path("raise/", raising.raise_concern, name="raise"),
    path("raise/about/<uuid:young_person_id>/", raising.raise_about, name="raise_about"),
    path("not-safe/", raising.not_safe, name="not_safe"),
    path(CONCERN, concerns.concern, name="concern"),
    path(f"{CONCERN}chronology.pdf", concerns.chronology, name="chronology"),
    path(f"{CONCERN}take-on/", concerns.take_on, name="take_on"),
    path(f"{CONCERN}write/<slug:doing>/", concerns.write, name="write"),
    path(f"{CONCERN}to-do/<uuid:to_do_id>/", concerns.do, name="to_do"),
    path("who-is-told/", routing.who_is_told, name="who_is_told"),
    path("who-is-told/settle/", routing.settle, name="settle"),
    path("who-is-told/rule/", routing.rule, name="rule"),
    path("who-is-told/rule/<uuid:rule_id>/end/", routing.end_rule, name="rule_end"),
    path("who-is-told/lead/", routing.lead, name="lead"),
    path("who-is-told/lead/<uuid:lead_id>/end/", routing.end_lead, name="lead_end"),
    path("who-is-told/rota/", routing.rota, name="rota"),
    path("who-is-told/rota/<uuid:turn_on_rota_id>/off/", routing.off_rota, name="rota_off"),
    path("risk/of/<uuid:young_person_id>/", risks.of_young_person, name="risk_notes"),
    path("risk/of/<uuid:young_person_id>/write/", risks.write, name="risk_write"),
    path(f"{NOTE}change/", risks.change, name="risk_change"),
    path(f"{NOTE}check/", risks.check, name="risk_check"),
    path(f"{NOTE}take-back/", risks.take_back, name="risk_take_back"),
    path(f"{NOTE}challenge/", risks.challenge, name="risk_challenge"),
    path(f"{CHALLENGE}answer/", risks.answer, name="challenge_answer"),
    path(f"{CHALLENGE}put-right/", risks.put_right, name="challenge_put_right"),
    path(f"{CHALLENGE}withdraw/", risks.withdraw, name="challenge_withdraw"),
    path("my-safety/", risks.mine, name="my_risk_notes"),
    path("my-safety/<uuid:note_id>/wrong/", risks.my_challenge, name="my_challenge"),
    path("my-safety/challenges/<uuid:challenge_id>/withdraw/", risks.my_withdraw, name="my_withdraw"),
    path("out/", outings.out, name="out"),
    path("out/to/<uuid:young_person_id>/", outings.out_to, name="out_to"),
    path("out/back/", outings.back, name="out_back"),
    path("out/longer/", outings.longer, name="out_longer"),
    path("out/help/", outings.need_help, name="out_help"),
    path("out/board/", outings.board, name="board"),
    path("out/board/<uuid:outing_id>/", outings.outing, name="outing"),
    path("out/reach/", outings.reach, name="reach"),
]

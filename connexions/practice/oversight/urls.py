from django.urls import path

from connexions.ground.design import spreadsheets
from connexions.practice.oversight.views import (
    coverage,
    editions,
    feedback,
    samples,
    supervision,
    team,
    trends,
)

app_name = "oversight"
ITEM = "samples/items/<uuid:sampled_id>/"
NOTE = "supervision/notes/<uuid:meeting_id>/"

urlpatterns = [
    path("", team.team, name="team"),
    *spreadsheets.paths("team", team.team_file, name="team"),
    path("list/", team.team_list, name="team_list"),
    path("mine/", feedback.mine, name="mine"),
    path("coverage/", coverage.coverage, name="coverage"),
    *spreadsheets.paths("coverage/coverage", coverage.coverage_file, name="coverage"),
    path("coverage/list/", coverage.coverage_list, name="coverage_list"),
    path("samples/", samples.whole, name="samples"),
    path("samples/draw/", samples.draw, name="sample_draw"),
    path("samples/trends/", trends.trends, name="trends"),
    *spreadsheets.paths("samples/trends", trends.trends_file, name="trends"),
    path("samples/<uuid:sample_id>/", samples.sample, name="sample"),
    path(ITEM, samples.item, name="item"),
    path(f"{ITEM}aside/", samples.aside, name="item_aside"),
    path(f"{ITEM}back/", samples.take_back, name="item_back"),
    path(f"{ITEM}feedback/", feedback.feedback, name="feedback"),
    path(f"{ITEM}feedback/done/", feedback.done, name="feedback_done"),
    path(f"{ITEM}feedback/again/", feedback.ask_again, name="feedback_again"),
    path("lists/<slug:kind>/", editions.edition, name="edition"),
    path("lists/<slug:kind>/change/", editions.change, name="edition_change"),
    path("supervision/", supervision.whole, name="supervision"),
    path("supervision/of/<uuid:user_id>/", supervision.of_adviser, name="supervision_of"),
    path("supervision/of/<uuid:user_id>/write/", supervision.write, name="meeting_write"),
    path(NOTE, supervision.meeting, name="meeting"),
    path(f"{NOTE}change/", supervision.change, name="meeting_change"),
    path(f"{NOTE}sign/", supervision.sign, name="meeting_sign"),
    path(f"{NOTE}agreed/<uuid:agreed_id>/", supervision.do, name="agreed_done"),
]

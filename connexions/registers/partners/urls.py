"""Addresses of organisations, agreements and disputes."""

from django.urls import path

from connexions.registers.partners.views import agreements, disputes, lists, organisations, signing

app_name = "partners"
ONE = "organisations/<int:organisation_id>/"
EDITION = "agreements/<uuid:terms_id>/"
DISPUTE = "disputes/<uuid:dispute_id>/"

urlpatterns = [
    path("organisations/", organisations.whole, name="organisations"),
    path("organisations/add/", organisations.add, name="organisation_add"),
    path("organisations/kinds/", lists.kinds, name="kinds"),
    path("organisations/days-off/", lists.days_off, name="days_off"),
    path("organisations/days-off/<int:day_off_id>/remove/", lists.remove_day_off, name="day_off_remove"),
    path(ONE, organisations.one, name="organisation"),
    path(f"{ONE}change/", organisations.change, name="organisation_change"),
    path(f"{ONE}close/", organisations.close, name="organisation_close"),
    path(f"{ONE}reopen/", organisations.reopen, name="organisation_reopen"),
    path(f"{ONE}merge/", organisations.merge, name="organisation_merge"),
    path(f"{ONE}agreement/draft/", agreements.draft, name="draft"),
    path(f"{ONE}agreement/end/", agreements.end, name="end"),
    path("agreements/ours/", agreements.ours, name="ours"),
    path(EDITION, agreements.edition, name="edition"),
    path(f"{EDITION}change/", agreements.change, name="change"),
    path(f"{EDITION}compare/", agreements.compare, name="compare"),
    path(f"{EDITION}review/", agreements.review, name="review"),
    path(f"{EDITION}offer/", signing.offer, name="offer"),
    path(f"{EDITION}take-back/", signing.take_back, name="take_back"),
    path(f"{EDITION}drop/", signing.drop, name="drop"),
    path(f"{EDITION}sign/", signing.sign, name="sign"),
    path(f"{EDITION}paper/", signing.paper, name="paper"),
    path("disputes/", disputes.whole, name="disputes"),
    path("disputes/lessons/", disputes.lessons, name="lessons"),
    path("disputes/raise/", disputes.begin, name="raise"),
    path(DISPUTE, disputes.one, name="dispute"),
    path(f"{DISPUTE}add/", disputes.add, name="dispute_add"),
    path(f"{DISPUTE}answer/", disputes.answer, name="dispute_answer"),
    path(f"{DISPUTE}up/", disputes.move_up, name="dispute_up"),
    path(f"{DISPUTE}settle/", disputes.settle, name="dispute_settle"),
    path(f"{DISPUTE}withdraw/", disputes.withdraw, name="dispute_withdraw"),
    path(f"{DISPUTE}learn/", disputes.learn, name="dispute_learn"),
]

from django.urls import path

from connexions.trust.sharing.views import giving, lists, mine, own, record, telling

app_name = "sharing"
ONE = "young-people/<uuid:young_person_id>/sharing/"

urlpatterns = [
    path("sharing/", lists.to_do, name="to_do"),
    path("sharing/laws/", lists.laws, name="laws"),
    path("sharing/rules/", lists.rules, name="rules"),
    path("sharing/laws/<uuid:gateway_id>/second-pair/", lists.second_pair, name="second_pair"),
    path("me/sharing/", mine.mine, name="mine"),
    path("me/sharing/<uuid:consent_id>/stop/", mine.stop, name="stop"),
    path("me/sharing/share/<slug:step>/", own.share, name="share"),
    path("me/sharing/<uuid:consent_id>/go-on/<slug:question>/", own.go_on, name="go_on"),
    path(ONE, record.of_young_person, name="of_young_person"),
    path(f"{ONE}agree/", giving.begin, name="begin"),
    path(f"{ONE}agree/<slug:step>/", giving.give, name="give"),
    path(f"{ONE}agreed/<uuid:consent_id>/withdraw/", record.withdraw, name="withdraw"),
    path(f"{ONE}agreed/<uuid:consent_id>/renew/", record.renew, name="renew"),
    path(f"{ONE}objection/", record.object_, name="objection"),
    path(f"{ONE}tell/", telling.begin, name="begin_telling"),
    path(f"{ONE}tell/<slug:step>/", telling.tell, name="tell"),
    path(f"{ONE}told/<uuid:disclosure_id>/", telling.one, name="disclosure"),
]

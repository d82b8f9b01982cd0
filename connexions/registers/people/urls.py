from django.urls import path

from connexions.registers.people.views import (
    begin,
    details,
    family,
    known,
    looks,
    me,
    notices,
    reached,
    record,
    restricted,
    search,
    who,
)

app_name = "people"
ONE = "young-people/<uuid:young_person_id>/"

urlpatterns = [
    path("search/", search.search, name="search"),
    path("me/record/", me.me, name="me"),
    path("me/messages/", notices.mine, name="notices"),
    path("young-people/new/", begin.begin, name="begin"),
    path("restricted/", restricted.restrictions_page, name="restrictions"),
    path("restricted/<uuid:restriction_id>/", restricted.restriction, name="restriction"),
    path("restricted/<uuid:restriction_id>/name/", restricted.name, name="name_for"),
    path(
        "restricted/<uuid:restriction_id>/named/<uuid:access_id>/close/", restricted.take_off, name="take_off"
    ),
    path("restricted/<uuid:restriction_id>/still-needed/", restricted.look_again, name="look_again"),
    path("restricted/<uuid:restriction_id>/end/", restricted.end, name="end_restriction"),
    path("restricted/opened/<uuid:broken_id>/", restricted.review_glass, name="review_glass"),
    path(f"{ONE}restrict/", restricted.restrict, name="restrict"),
    path(f"{ONE}open/", restricted.break_glass, name="break_glass"),
    path(ONE, record.overview, name="record"),
    path(f"{ONE}timeline/", record.whole_timeline, name="timeline"),
    path(f"{ONE}looks/", looks.looks, name="looks"),
    path(f"{ONE}told/", notices.told, name="told"),
    path(f"{ONE}told/<uuid:notice_id>/in-person/", notices.tell_in_person, name="tell_in_person"),
    path(f"{ONE}details/", details.details, name="details"),
    path(f"{ONE}details/changes/", details.history, name="history"),
    path(f"{ONE}details/name/", who.name, name="name"),
    path(f"{ONE}details/name/new/", who.add_name, name="add_name"),
    path(f"{ONE}details/name/<uuid:name_id>/remove/", who.remove_name, name="remove_name"),
    path(f"{ONE}details/about/", who.about, name="about"),
    path(f"{ONE}details/languages/", who.languages, name="languages"),
    path(f"{ONE}details/school/", who.school, name="school"),
    path(f"{ONE}details/support/", who.support, name="support"),
    path(f"{ONE}details/addresses/new/", reached.move, name="move"),
    path(f"{ONE}details/addresses/<uuid:residence_id>/", reached.home, name="home"),
    path(f"{ONE}details/reach/new/", reached.add_contact_point, name="add_contact_point"),
    path(f"{ONE}details/reach/<uuid:point_id>/", reached.contact_point, name="contact_point"),
    path(
        f"{ONE}details/reach/<uuid:point_id>/remove/",
        reached.remove_contact_point,
        name="remove_contact_point",
    ),
    path(f"{ONE}details/carers/new/", family.add_carer, name="add_carer"),
    path(f"{ONE}details/carers/<uuid:carer_id>/", family.carer, name="carer"),
    path(f"{ONE}details/carers/<uuid:carer_id>/remove/", family.remove_carer, name="remove_carer"),
    path(f"{ONE}details/siblings/new/", family.add_sibling, name="add_sibling"),
    path(f"{ONE}details/siblings/<uuid:sibling_id>/remove/", family.remove_sibling, name="remove_sibling"),
    path(f"{ONE}details/numbers/new/", known.add_identifier, name="add_identifier"),
    path(
        f"{ONE}details/numbers/<uuid:identifier_id>/remove/",
        known.remove_identifier,
        name="remove_identifier",
    ),
    path(f"{ONE}details/situation/new/", known.add_characteristic, name="add_characteristic"),
    path(
        f"{ONE}details/situation/<uuid:characteristic_id>/end/",
        known.end_characteristic,
        name="end_characteristic",
    ),
]

from django.urls import path

from connexions.practice.casework.views import (
    allocations,
    assessments,
    caseload,
    contacts,
    plans,
    reviews,
    steps,
    today,
)

app_name = "casework"
PERSON = "young-people/<uuid:young_person_id>/"

urlpatterns = [
    path("", today.today, name="today"),
    path("contacts/record/", today.quick_contact, name="quick_contact"),
    path("caseload/", caseload.whole, name="caseload"),
    path("caseload/allocate/", caseload.allocate, name="allocate_many"),
    path(f"{PERSON}assessment/", assessments.current, name="assessment"),
    path(f"{PERSON}assessment/start/", assessments.start, name="assessment_start"),
    path(f"{PERSON}assessment/finish/", assessments.finish, name="assessment_finish"),
    path(f"{PERSON}assessment/factor/<int:number>/", assessments.factor, name="assessment_factor"),
    path(f"{PERSON}assessment/<uuid:assessment_id>/", assessments.one, name="assessment_one"),
    path(f"{PERSON}plan/", plans.whole, name="plan"),
    path(f"{PERSON}plan/pdf/", plans.on_paper, name="plan_pdf"),
    path(f"{PERSON}plan/goals/add/", plans.goal, name="goal_add"),
    path(f"{PERSON}plan/goals/<uuid:goal_id>/", plans.goal, name="goal_change"),
    path(f"{PERSON}plan/goals/<uuid:goal_id>/steps/add/", steps.add, name="step_add"),
    path(f"{PERSON}plan/steps/<uuid:step_id>/", steps.change, name="step_change"),
    path(f"{PERSON}plan/steps/<uuid:step_id>/move/", steps.move, name="step_move"),
    path(f"{PERSON}plan/steps/<uuid:step_id>/drop/", steps.drop, name="step_drop"),
    path(f"{PERSON}plan/needs/<int:factor>/", plans.reason, name="no_goal"),
    path(f"{PERSON}plan/agree/", plans.agree, name="plan_agree"),
    path(f"{PERSON}plan/close/", plans.close, name="plan_close"),
    path(f"{PERSON}contacts/", contacts.whole, name="contacts"),
    path(f"{PERSON}contacts/record/", contacts.record, name="contact_record"),
    path(f"{PERSON}review/", reviews.whole, name="review"),
    path(f"{PERSON}review/day/", reviews.set_due, name="review_set"),
    path(f"{PERSON}review/hold/", reviews.hold, name="review_hold"),
    path(f"{PERSON}allocate/", allocations.allocate, name="allocate"),
]

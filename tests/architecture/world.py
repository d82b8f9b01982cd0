"""A small world in which every address can be walked: two partnerships, every role, and a young person whose
record holds, in every part, words that occur nowhere else."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.test import Client

from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import STAFF, Role, system
from connexions.ground.base.ids import new_id
from connexions.ground.jobs.models import Job
from connexions.practice.casework.models import (
    Allocation,
    Assessment,
    AssessmentForm,
    Attendance,
    Contact,
    Evidence,
    Factor,
    FollowUp,
    Goal,
    GroupSession,
    LevelChange,
    Plan,
    Rating,
    Review,
    SavedView,
    Step,
    Together,
    Transition,
    TransitionItem,
)
from connexions.practice.feeds.models import Delivery
from connexions.practice.outreach import sealing
from connexions.practice.outreach.models import Carried, Copy, DaySheet, Stop, Written
from connexions.practice.tracking.models import Activity
from connexions.registers.accounts.actors import actor_for
from connexions.registers.accounts.models import Cover, Membership, User
from connexions.registers.partners.models import Partnership, Team
from connexions.registers.people.models import (
    Carer,
    Characteristic,
    ContactPoint,
    Identifier,
    Name,
    Notice,
    Residence,
    Sibling,
    YoungPerson,
)
from connexions.registers.people.sight import Part
from tests.architecture.agreed import plant_sharing
from tests.architecture.agreement import plant_agreement
from tests.architecture.diary import plant_diary
from tests.architecture.listed import plant_directory
from tests.architecture.overseen import plant_oversight
from tests.architecture.partnered import plant_agreements
from tests.architecture.posted import plant_texts
from tests.architecture.referred import plant_referrals
from tests.architecture.safety import plant_safety
from tests.architecture.shut import plant_restriction
from tests.architecture.told import plant_returns
from tests.architecture.traced import plant_tracing
from tests.factories import make_partnership, make_staff, make_young_person, sign_in
from tests.factories.papers import make_paper

DAY = date(2026, 11, 3)
NOON = datetime(2026, 11, 3, 12, tzinfo=ZoneInfo("Europe/London"))

# What is planted in each part of the record: whoever may not see the part may see none of its words anywhere.
PLANTED = {
    Part.HEADLINE: ("Plantedfamily", "Plantedworks"),
    Part.DETAILS: (
        "Plantedrow",
        "07700 900777",
        "+447700900777",
        "planted@example.org",
        "Plantedcarer",
        "Plantedformer",
        "D1234567890",
        "Plantedrisk",
    ),
    Part.STATUS: ("Plantedpast",),
    Part.CASEWORK: (
        "Plantednote",
        "Plantedgoal",
        "Plantedstep",
        "Plantedevidence",
        "Plantedreview",
        "Plantedchange",
        "Planteditem",
        "Plantedhandover",
        "Plantedlevel",
        "Plantedtold",
        "Plantedpaper",
        "Plantedpurpose",
        "Plantedpraise",
        "Plantedanswer",
        "Plantedtodo",
        "Plantedreason",
        "Plantedreferral",
        "Plantedask",
        "Plantedmessage",
        "Plantedwhere",
        "Plantedwhy",
    ),
}


@dataclass(frozen=True)
class World:
    """Where a reader stands, and what every address can be filled with."""

    here: Partnership
    near: Team
    far: Team
    young_person: YoungPerson
    parameters: dict[str, Any]
    staff: dict[tuple[Role, str], tuple[User, Membership]]

    def as_another_young_person(self) -> Client:
        """A client of a young person of the same partnership, whose record is not the planted one."""
        other = make_young_person(partnership=self.here, given_name="Kim", family_name="Else")
        user = User.objects.create_user(phone="+447700900778", name="Kim Else")
        Membership.objects.create(
            user=user,
            partnership=self.here,
            role=Role.YOUNG_PERSON,
            young_person_id=other.pk,
            from_on=date(2020, 1, 1),
        )
        return sign_in(Client(raise_request_exception=False), user)

    def client(self, role: Role, where: str) -> Client:
        """A client of somebody ``near`` the young person, ``far`` from them or at ``another`` partnership."""
        return sign_in(Client(raise_request_exception=False), self.staff[role, where][0])


def make_world() -> World:
    here, elsewhere = make_partnership(name="Plantedplace"), make_partnership(name="Elsewhere")
    near = Team.objects.get(partnership=here)
    far = Team.objects.create(partnership=here, name="Second team")
    places = {"near": (here, near), "far": (here, far), "another": (elsewhere, elsewhere.teams.get())}
    staff = {
        (role, where): make_staff(partnership=partnership, role=role, team=team)
        for role in sorted(STAFF)
        for where, (partnership, team) in places.items()
    }
    adviser, membership = staff[Role.PERSONAL_ADVISER, "near"]
    one = make_young_person(
        partnership=here,
        given_name="Pat",
        family_name="Plantedfamily",
        adviser=adviser,
        team=near,
        allocated_on=DAY,
    )
    other = make_young_person(partnership=here, given_name="Sam", family_name="Other", team=near)
    with tenancy.acting(system("tests", partnership=here.pk)):
        parameters = _plant(one, other, adviser) | plant_agreements(here)
        about = {"partnership_id": here.pk, "young_person": one}
        parameters |= plant_safety(about, adviser, staff[Role.DUTY_ADVISER, "near"][0])
    parameters |= {
        "user_id": adviser.pk,
        "level": "supported",
        "cover_id": _cover(here, adviser, staff[Role.DUTY_ADVISER, "near"][0]).pk,
        "membership_id": membership.pk,
        "factor": 1,
        "kind": "plan",
        "number": 1,
        "what": "close",
        "list_name": "rules",
        "key": "level-changed",
        "year": 11,
    }
    parameters["paper_id"] = make_paper(one, by=actor_for(membership, adviser), title="Plantedpaper").pk
    return World(here, near, far, one, parameters, staff)


def _cover(here: Partnership, adviser: User, covered_by: User) -> Cover:
    return Cover.objects.create(
        partnership=here, adviser=adviser, covered_by=covered_by, from_on=DAY, until_on=date(2030, 1, 1)
    )


def _plant(one: YoungPerson, other: YoungPerson, adviser: User) -> dict[str, Any]:
    about: dict[str, Any] = {"partnership_id": one.partnership_id, "young_person": one}
    made = {**_plant_details(about, other), **_plant_casework(about, adviser)}
    made |= _plant_outreach(about, adviser)
    Activity.objects.create(
        **about, kind_id="350", start_on=date(2025, 9, 1), end_on=DAY, establishment_name="Plantedpast"
    )
    Activity.objects.create(
        **about,
        kind_id="350",
        start_on=DAY,
        verified_on=DAY,
        lapses_on=DAY,
        establishment_name="Plantedworks",
    )
    made |= {**plant_tracing(about, adviser), **plant_diary(about, adviser)}
    made |= plant_oversight(about, adviser, made)
    made |= {**plant_returns(about), **plant_sharing(about, adviser)}
    made |= {**plant_texts(about, "+447700900777"), **plant_restriction(about, adviser)}
    made |= plant_referrals(about, adviser)
    made |= plant_directory(about)
    made["delivery_id"] = Delivery.objects.create(partnership_id=one.partnership_id, filename="file.xml").pk
    made["job"] = Job.objects.create(partnership_id=one.partnership_id, kind="tests: work", asked_by=None).pk
    return {"young_person_id": one.pk, **made}


def _plant_details(about: dict[str, Any], other: YoungPerson) -> dict[str, UUID]:
    return {
        "residence_id": Residence.objects.create(**about, line_1="1 Plantedrow", postcode="NE1 4XD").pk,
        "point_id": ContactPoint.objects.create(**about, kind="mobile", value="+447700900777").pk,
        "email_id": ContactPoint.objects.create(**about, kind="email", value="planted@example.org").pk,
        "carer_id": Carer.objects.create(**about, name="Plantedcarer", may_contact=True).pk,
        "name_id": Name.objects.create(**about, kind="former", family_name="Plantedformer").pk,
        "sibling_id": Sibling.objects.create(**about, sibling=other).pk,
        "identifier_id": Identifier.objects.create(**about, scheme="local", value="D1234567890").pk,
        "notice_id": Notice.objects.create(
            **about, kind="plan", title="Plantedtold", words="Plantedtold", told_at=NOON
        ).pk,
        "characteristic_id": Characteristic.objects.create(**about, kind="young_carer", from_on=DAY).pk,
    }


def _plant_form(partnership: int) -> int:
    """An edition of the partnership's own that is being made."""
    words = {"name": "Getting about", "group": "Everyday life", "plain_name": "Getting about"}
    scale = [
        {"level": n, "label": f"Level {n}", "short": str(n), "meaning": "", "plain": f"Level {n}"}
        for n in (1, 2, 3)
    ]
    made = AssessmentForm.objects.create(
        partnership_id=partnership,
        edition=1,
        name="Ours",
        scale=scale,
        need_at_most=1,
        strength_at_least=3,
    )
    Factor.objects.create(partnership_id=partnership, form=made, number=1, place=1, **words)
    return made.pk


def _plant_casework(about: dict[str, Any], adviser: User) -> dict[str, UUID]:
    form = AssessmentForm.objects.get(partnership=None)
    assessment = Assessment.objects.create(
        **about, form=form, started_on=DAY, finished_at=NOON, made_by=adviser
    )
    Rating.objects.create(
        **about,
        assessment=assessment,
        factor=1,
        adviser_level=2,
        young_person_level=3,
    )
    evidence = Evidence.objects.create(
        **about,
        assessment=assessment,
        factor=1,
        source="carer",
        said_on=DAY,
        words="Plantedevidence",
        added_by=adviser,
        added_at=NOON,
    )
    Assessment.objects.create(**about, form=form, started_on=DAY, made_by=adviser)
    plan = Plan.objects.create(**about, started_on=DAY, assessment=assessment)
    goal = Goal.objects.create(**about, plan=plan, position=1, words="Plantedgoal", factors=[1])
    step = Step.objects.create(
        **about, goal=goal, position=1, words="Plantedstep", owner="adviser", due_on=DAY
    )
    contact = Contact.objects.create(
        **about,
        at=NOON,
        channel="phone",
        outcome="spoke",
        note="Plantednote",
        recorded_by=adviser,
        recorded_at=NOON,
    )
    Review.objects.create(**about, due_on=DAY, held_on=DAY, summary="Plantedreview", held_by=adviser)
    Review.objects.create(**about, due_on=DAY)
    change = Transition.objects.create(
        **about, kind="another-area", title="Plantedchange", on=DAY, prepare_from=DAY
    )
    item = TransitionItem.objects.create(**about, transition=change, position=1, words="Planteditem")
    made = {
        "assessment_id": assessment.pk,
        "evidence_id": evidence.pk,
        "form_id": _plant_form(about["partnership_id"]),
        "goal_id": goal.pk,
        "step_id": step.pk,
        "contact_id": contact.pk,
        **_plant_acting(about, adviser),
    }
    made |= plant_agreement(about, plan, assessment, adviser)
    Allocation.objects.create(**about, adviser=adviser, from_on=DAY, note="Plantedhandover")
    LevelChange.objects.create(**about, before="minimum", after="supported", on=DAY, reason="Plantedlevel")
    here = {"partnership_id": about["partnership_id"]}
    together = Together.objects.create(
        **here, kind="level", said="1 given support", number=1, done_by=adviser, done_at=NOON
    )
    view = SavedView.objects.create(**here, owner=adviser, name="Overdue", asks={"review": "overdue"})
    made |= {"together_id": together.pk, "view_id": view.pk}
    return {**made, "transition_id": change.pk, "item_id": item.pk}


def _plant_outreach(about: dict[str, Any], adviser: User) -> dict[str, UUID]:
    here = {"partnership_id": about["partnership_id"]}
    sheet = DaySheet.objects.create(**here, adviser=adviser, on=clock.today())
    stop = Stop.objects.create(**about, day_sheet=sheet, position=1, about="Plantednote")
    copy = Copy.objects.create(
        **here,
        kind="paper",
        number=901,
        day_sheet=sheet,
        holder=adviser,
        people=1,
        taken_at=NOON,
        until_at=clock.now() + timedelta(days=1),
        key=b"",
    )
    Carried.objects.create(**about, copy=copy)
    told, made = {"channel": "phone", "outcome": "spoke", "words": "Plantednote"}, new_id()
    written = Written.objects.create(
        **about,
        copy=copy,
        holder=adviser,
        made_id=made,
        kind="contact",
        status="held",
        sealed=sealing.keep(told, made_id=made),
        at=NOON,
        written_at=NOON,
        sent_at=NOON,
        received_at=NOON,
    )
    return {"stop_id": stop.pk, "copy_id": copy.pk, "written_id": written.pk}


def _plant_acting(about: dict[str, Any], adviser: User) -> dict[str, Any]:
    """Something to do, and a session on whose register they are."""
    to_do = FollowUp.objects.create(
        **about, words="Plantedtodo", due_on=DAY, owner=adviser, created_at=NOON, created_by=adviser
    )
    session = GroupSession.objects.create(
        partnership_id=about["partnership_id"],
        title="Interviews",
        kind="workshop",
        at=NOON,
        run_by=adviser,
        created_by=adviser,
    )
    line = Attendance.objects.create(**about, session=session, mark="absent", reason="Plantedreason")
    return {
        "follow_up_id": to_do.pk,
        "session_id": session.pk,
        "attendance_id": line.pk,
        "guide_key": "care",
        "outcome": "moved",
    }

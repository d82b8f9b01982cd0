"""What is to be done for a young person, and by whom."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.kept import Kept
from connexions.ground.base.refusals import Missing
from connexions.practice.casework import permissions
from connexions.practice.casework.models import FollowUp
from connexions.registers.accounts.models import Membership
from connexions.registers.people import sight
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.record import answers
from connexions.registers.people.sight import Part


def follow_ups_of(*, of: YoungPerson, by: Actor) -> QuerySet[FollowUp]:
    """Every follow-up for a young person: what is to do first, by its day."""
    sight.sight_of(of, by=by).check(Part.CASEWORK)
    found = FollowUp.objects.filter(young_person=of).select_related("owner", "settled_by", "created_by")
    return found.order_by("due_on", "id")


def waiting(*, of: YoungPerson, by: Actor) -> list[FollowUp]:
    """What is still to be done for a young person, by its day."""
    sight.sight_of(of, by=by).check(Part.CASEWORK)
    return answers(of, WAITING)[0]


WAITING: Kept[FollowUp] = Kept(
    lambda one: (
        FollowUp.objects.filter(young_person_id=one, status=FollowUp.Status.TO_DO)
        .select_related("owner", "settled_by", "created_by")
        .order_by("due_on", "id")
    )
)


def one_of(young_person: YoungPerson, follow_up_id: UUID, *, by: Actor) -> FollowUp:
    """A follow-up for this young person and no other. Raises ``Missing``."""
    found = follow_ups_of(of=young_person, by=by).filter(pk=follow_up_id).first()
    if found is None:
        raise Missing("There is no such follow-up on this record.")
    found.young_person = young_person
    return found


def number_owned(*, owner: UUID, by: Actor) -> int:
    """How many somebody still has to do at the partnership of *by*."""
    mine = FollowUp.objects.filter(owner_id=owner, status=FollowUp.Status.TO_DO)
    return mine.filter(partnership_id=by.partnership).count()


def owners(*, of: YoungPerson, on: date) -> QuerySet[Membership]:
    """Who may be asked to do something for a young person: those who may write in their record."""
    near = Q(user_id=of.adviser_id) | Q(role__in=(Role.DUTY_ADVISER, Role.PARTNERSHIP_MANAGER))
    if of.team_id is not None:
        near |= Q(team_id=of.team_id)
    here = Membership.objects.filter(near, partnership_id=of.partnership_id, role__in=permissions.CASEWORKERS)
    here = here.filter(Q(until_on=None) | Q(until_on__gt=on), from_on__lte=on, user__is_active=True)
    return here.select_related("user").order_by("user__name", "id")

"""Members of staff: making them, inviting them, letting them go."""

from dataclasses import replace
from datetime import date

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction

from connexions.ground.audit import actions as audit
from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import NotPossible
from connexions.ground.messaging.actions import post
from connexions.registers.accounts import invitations, leaving, letters, rules
from connexions.registers.accounts.actions import invented
from connexions.registers.accounts.models import Membership, Session, User
from connexions.registers.accounts.permissions import Permission, check_membership, check_place, serves_all
from connexions.registers.accounts.queries.staff import without_password
from connexions.registers.partners.models import Organisation, Partnership, Team
from connexions.registers.partners.queries import agreements


@transaction.atomic
def make(
    *,
    email: str,
    name: str,
    partnership_id: int,
    role: Role,
    on: date,
    by: Actor,
    team_id: int | None = None,
    organisation_id: int | None = None,
    known: bool = False,
    reason: str = "",
) -> Membership:
    """Make somebody a member of staff from *on*, or give them a further role.

    They can sign in once they have set a password through the link of an invitation. *known* gives them the
    password and the authenticator of a demonstration instead, which anybody may know. Idempotent.

    An organisation's worker needs an agreement in force with it, or a written *reason* for going without.
    """
    check_place(_adding(role), partnership_id, by=by)
    _check_role(role, partnership_id, team_id, organisation_id)
    if role is Role.PARTNER_WORKER and organisation_id is not None and not known:
        _check_agreed(partnership_id, organisation_id, reason, on, by)
    user = _user(email, name, known=known, by=by)
    membership, made = Membership.objects.get_or_create(
        user=user,
        partnership_id=partnership_id,
        role=role,
        until_on=None,
        defaults={"team_id": team_id, "organisation_id": organisation_id, "from_on": on},
    )
    if made:
        _record("accounts.membership.given", membership, by, role=role.value, why=reason)
    return membership


def _adding(role: str) -> Permission:
    return Permission.WORKER_ADD if role == Role.PARTNER_WORKER else Permission.STAFF_ADD


def _check_agreed(partnership_id: int, organisation_id: int, reason: str, on: date, by: Actor) -> None:
    """Raise ``NotPossible`` for a closed organisation, or one with which nothing is agreed and no reason is given."""
    there = replace(by, partnership=partnership_id)
    organisation = Organisation.objects.get(pk=organisation_id)
    if organisation.closed_on is not None:
        raise NotPossible(f"{organisation.name} is closed: nobody works there any more.")
    with tenancy.acting(there):
        agreed = agreements.in_force(organisation=organisation, on=on, by=there)
    if agreed is None and not reason.strip():
        raise NotPossible(
            f"No agreement with {organisation.name} is in force. Invite them from its page, with the reason why."
        )


def invite(*, membership: Membership, address: str, by: Actor) -> None:
    """Send the link by which they choose their password. *address* is where this service is found: https://…"""
    check_membership(_adding(membership.role), membership, by=by)
    user = membership.user
    if user.has_usable_password():
        raise NotPossible(
            f"{user.name} has a password already. They can ask for a new one when they sign in."
        )
    link = f"{address.rstrip('/')}/welcome/{invitations.token_for(user)}/"
    subject, words = letters.invitation(name=user.name, partnership=membership.partnership.name, link=link)
    post.send_email(to=user.email or "", subject=subject, words=words, purpose="invitation", by=by)
    _record("accounts.staff.invited", membership, by)


@transaction.atomic
def welcome(*, user: User, password: str, by: Actor) -> None:
    """They came by their invitation: keep the password they chose. The address is thereby known as theirs."""
    user.set_password(password)
    user.save(update_fields=["password"])
    EmailAddress.objects.filter(user=user, email=user.email).update(verified=True, primary=True)
    with tenancy.acting(by):
        audit.record(event="accounts.staff.welcomed", by=by, about=f"user:{user.pk}")


@transaction.atomic
def close(*, membership: Membership, by: Actor) -> None:
    """Close somebody's account: they are signed out everywhere at once.

    Raises ``NotPossible`` while young people would be left without an adviser.
    """
    check_membership(Permission.STAFF_CLOSE, membership, by=by)
    user = User.objects.select_for_update().get(pk=membership.user_id)
    if user.pk == by.id:
        raise NotPossible("You cannot close your own account. Ask another administrator.")
    if not _serves_here_only(user, by):
        raise NotPossible(f"{user.name} also works for another partnership. End their role here instead.")
    _check_leaving(membership, by)
    user.is_active = False
    user.save(update_fields=["is_active"])
    Session.objects.filter(user=user).delete()
    _record("accounts.staff.closed", membership, by)


@transaction.atomic
def reopen(*, membership: Membership, by: Actor) -> None:
    """Let somebody in again whose account was closed."""
    check_membership(Permission.STAFF_CLOSE, membership, by=by)
    User.objects.filter(pk=membership.user_id).update(is_active=True)
    _record("accounts.staff.reopened", membership, by)


@transaction.atomic
def forget_second_factor(*, membership: Membership, by: Actor) -> None:
    """They lost phone and recovery codes: at their next sign-in they set up a second factor anew."""
    check_membership(Permission.STAFF_CHANGE, membership, by=by)
    if membership.user_id == by.id:
        raise NotPossible("You cannot do this for yourself. Ask another administrator.")
    if not _serves_here_only(membership.user, by):
        raise NotPossible(
            f"{membership.user.name} also works for another partnership. Ask the national unit."
        )
    Authenticator.objects.filter(user_id=membership.user_id).delete()
    Session.objects.filter(user_id=membership.user_id).delete()
    _record("accounts.second_factor.forgotten", membership, by)


def _serves_here_only(user: User, by: Actor) -> bool:
    """Whether closing the account touches no other partnership than that of *by*, or *by* serves all."""
    if serves_all(by):
        return True
    return (
        not Membership.objects.filter(user=user, until_on=None)
        .exclude(partnership_id=by.partnership)
        .exists()
    )


def _user(email: str, name: str, *, known: bool, by: Actor) -> User:
    user = User.objects.filter(email=email.lower()).first()
    if user is not None and user.memberships.filter(role=Role.YOUNG_PERSON).exists():
        raise NotPossible("This e-mail address belongs to a young person here. Use their work address.")
    user = user or User.objects.create_user(email=email, name=name)
    EmailAddress.objects.get_or_create(
        user=user, email=user.email, defaults={"primary": True, "verified": known}
    )
    if known:
        new = without_password(User.objects.filter(pk=user.pk))
        invented.make_known(by=by, users=new)
        user.refresh_from_db()
    return user


def _check_role(role: Role, partnership_id: int, team_id: int | None, organisation_id: int | None) -> None:
    """Raise ``NotPossible`` for a role, team or organisation that does not belong there."""
    if role not in rules.roles_at(partnership_id):
        place = Partnership.objects.get(pk=partnership_id).name
        raise NotPossible(f"There is no {role.label.lower()} at {place}.")
    if team_id is not None and not Team.objects.filter(pk=team_id, partnership=partnership_id).exists():
        raise NotPossible("That team belongs to another partnership.")
    if organisation_id is not None:
        here = Organisation.objects.filter(pk=organisation_id, partnership=partnership_id)
        if not here.exists():
            raise NotPossible("That organisation belongs to another partnership.")


def _check_leaving(membership: Membership, by: Actor) -> None:
    there = replace(by, partnership=membership.partnership_id)
    with tenancy.acting(there):
        leaving.check(membership.user_id, by=there)


def _record(event: str, membership: Membership, by: Actor, **details: str) -> None:
    """In the record of the partnership it concerns, whoever did it."""
    there = replace(by, partnership=membership.partnership_id)
    with tenancy.acting(there):
        audit.record(event=event, by=there, about=f"user:{membership.user_id}", details=details)

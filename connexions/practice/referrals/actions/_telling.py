"""Telling each side that something happened on a referral. No name and nothing personal leaves by e-mail or text: they
say that there is something to read, and under which reference."""

from datetime import datetime

from django.conf import settings

from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import NotPossible
from connexions.ground.messaging.actions import post
from connexions.practice.referrals.actions import links
from connexions.practice.referrals.actions._noting import house
from connexions.practice.referrals.links import where
from connexions.practice.referrals.models import Referral
from connexions.practice.referrals.rules import moves
from connexions.registers.accounts.models import Membership
from connexions.registers.people.actions import notices

PURPOSE = "referral"
SUBJECT = "Connexions: a referral"  # seen by anybody who sees the screen
MOST = 20  # workers of one organisation who are written to about one thing


def tell_service(referral: Referral, words: str, *, at: datetime, by: Actor, code: str = "") -> str:
    """Tell the service: its workers who sign in here, else by a link to where it wants to be told. Returns in words
    who was told; nobody where there is no way."""
    addresses = workers(referral)
    if addresses:
        for address in addresses:
            write_to(address, words, referral, by=by)
        return f"{len(addresses)} at {referral.organisation.name}"
    if not referral.answer_to:
        return ""
    return _by_link(referral, words, at=at, by=by, code=code)


def _by_link(referral: Referral, words: str, *, at: datetime, by: Actor, code: str) -> str:
    said = f"{words} Its reference is {referral.ref}."
    if referral.state in moves.WITH_SERVICE:
        with house(by) as actor:
            _, token = links.make(referral=referral, code=code, at=at, by=actor)
        said += f" Open it here, with the code that you were told: {where(token)}"
    _email(referral.answer_to, said, by)
    return referral.answer_to


def tell_makers(referral: Referral, words: str, *, by: Actor) -> str:
    """Tell whoever asked for it, and the young person's adviser now, that there is something to read."""
    with house(by):
        people = [referral.made_by, referral.young_person.adviser]
    told = {one.email: one.name for one in people if one is not None and one.email and one.pk != by.id}
    for address in told:
        write_to(address, words, referral, by=by)
    return ", ".join(sorted(told.values()))


def tell_young_person(referral: Referral, title: str, words: str, *, by: Actor) -> None:
    """Tell the young person: *title* may be seen by others on a phone, *words* only where they sign in."""
    with house(by) as actor:
        notices.tell(
            young_person=referral.young_person,
            kind="referral",
            title=title,
            words=words,
            link="referrals:mine",
            by=actor,
        )


def write_to(address: str, words: str, referral: Referral, *, by: Actor) -> None:
    """Write to somebody who signs in here that something is to be read about a referral."""
    _email(address, f"{words} Its reference is {referral.ref}. {_sign_in()}", by)


def workers(referral: Referral) -> list[str]:
    """The e-mail addresses of those who work for the service and may sign in here."""
    found = Membership.objects.filter(
        partnership_id=referral.partnership_id,
        organisation_id=referral.organisation_id,
        role=Role.PARTNER_WORKER,
        until_on=None,
        user__is_active=True,
        user__email__isnull=False,
    )
    return [one for one in found.order_by("user__email").values_list("user__email", flat=True)[:MOST] if one]


def _email(to: str, words: str, by: Actor) -> None:
    try:
        post.send_email(to=to, subject=SUBJECT, words=f"Connexions: {words}", purpose=PURPOSE, by=by)
    except NotPossible:
        return  # no way to send is set up: what happened stands on the page all the same


def _sign_in() -> str:
    where_to = f" at {settings.PUBLIC_URL}" if settings.PUBLIC_URL else ""
    return f"Sign in{where_to} to read it."

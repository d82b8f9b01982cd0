"""Members of staff: making them, inviting them, letting them go."""

from datetime import date

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction

from connexions.ground.audit import actions as audit
from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import NotPossible
from connexions.registers.accounts import demo, secrets
from connexions.registers.accounts.models import Membership, User


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
) -> Membership:
    """Make somebody a member of staff from *on*, or give them a further role.

    They can sign in once they have set a password through the link of an invitation. *known* gives them the
    password and the authenticator of a demonstration instead, which anybody may know. Idempotent.
    """
    if known and not (settings.DEMO or settings.TESTING):
        raise NotPossible("Invented staff can be made in a demonstration only: set CONNEXIONS_DEMO=1.")
    user = User.objects.filter(email=email.lower()).first() or User.objects.create_user(
        email=email, name=name
    )
    EmailAddress.objects.get_or_create(
        user=user, email=user.email, defaults={"primary": True, "verified": known}
    )
    membership, made = Membership.objects.get_or_create(
        user=user,
        partnership_id=partnership_id,
        role=role,
        until_on=None,
        defaults={"team_id": team_id, "organisation_id": organisation_id, "from_on": on},
    )
    if known:
        _make_known(user)
    if made:
        about = {"role": role.value, "partnership": partnership_id}
        audit.record(event="accounts.membership.given", by=by, about=f"user:{user.pk}", details=about)
    return membership


def _make_known(user: User) -> None:
    """The demonstration's password and authenticator; what stands already is left alone."""
    if not user.has_usable_password():
        user.set_password(demo.PASSWORD)
        user.save(update_fields=["password"])
    Authenticator.objects.get_or_create(
        user=user,
        type=Authenticator.Type.TOTP,
        defaults={"data": {"secret": secrets.seal(demo.secret_for(user.email or ""))}},
    )

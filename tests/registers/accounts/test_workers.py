"""Workers of organisations: invited under an agreement or with a reason, and ended."""

import pytest
from django.urls import reverse

from connexions.ground.base.acting import Role
from connexions.registers.accounts.models import Membership
from tests.factories import make_partnership, signed_in
from tests.factories.partners import make_edition, make_organisation

pytestmark = pytest.mark.django_db
TYPED = {"name": "Dev Marchbank", "email": "dev@there.example.org"}


@pytest.mark.parametrize(
    ("agreed", "reason", "status"), [(True, "", 302), (False, "", 422), (False, "They start on Monday", 302)]
)
def test_an_agreement_or_a_reason(agreed: bool, reason: str, status: int) -> None:
    organisation = make_organisation(make_partnership())
    if agreed:
        make_edition(organisation)
    client = signed_in(partnership=organisation.partnership, role=Role.PARTNERSHIP_MANAGER)
    here = reverse("accounts:workers", args=[organisation.pk])
    assert client.post(here, {**TYPED, "reason": reason}).status_code == status
    held = Membership.objects.filter(organisation=organisation, role=Role.PARTNER_WORKER)
    assert held.count() == (status == 302)
    if status == 302:
        client.post(reverse("accounts:worker_end", args=[organisation.pk, held.get().pk]))
        assert held.get().until_on is not None
        assert "Nobody signs in for it yet" in client.get(here).content.decode()


def test_an_adviser_invites_nobody() -> None:
    organisation = make_organisation(make_partnership())
    client = signed_in(partnership=organisation.partnership)
    assert client.get(reverse("accounts:workers", args=[organisation.pk])).status_code == 403

"""The machines of partners: whole, and drawn as they are."""

import itertools

import pytest

from connexions.ground.base import machines
from connexions.ground.base.machines import Machine
from connexions.registers.partners.rules.states import DISPUTE, EDITION, IN_HAND, MACHINES, WAS_IN_FORCE
from tests.architecture import house


@pytest.mark.parametrize("machine", MACHINES, ids=lambda one: one.noun)
def test_every_move_from_every_state_is_decided(machine: Machine) -> None:
    pairs = set(itertools.product(machine.states, machine.names))
    assert set(machine.moves) | set(machine.refusals) == pairs
    assert not set(machine.moves) & set(machine.refusals)


@pytest.mark.parametrize("machine", MACHINES, ids=lambda one: one.noun)
def test_every_refusal_is_a_sentence(machine: Machine) -> None:
    assert all(one.endswith(".") and one[0].isupper() for one in machine.refusals.values())


def test_it_is_drawn_as_it_is() -> None:
    drawn = (house.ROOT / "docs" / "reference" / "partners-states.md").read_text()
    assert drawn == machines.reference(MACHINES, room="partners")


def test_an_edition_that_both_signed_never_goes_back() -> None:
    after = {after for (before, _), after in EDITION.moves.items() if before in WAS_IN_FORCE}
    assert after <= set(WAS_IN_FORCE)
    assert not set(IN_HAND) & set(WAS_IN_FORCE)


def test_what_is_over_stays_over() -> None:
    for over in ("settled", "withdrawn"):
        assert {after for (before, _), after in DISPUTE.moves.items() if before == over} <= {over}

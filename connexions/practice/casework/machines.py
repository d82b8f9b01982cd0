"""States as tables of moves stand on the ground (``base.machines``); the rooms of practice come by this door."""

from connexions.ground.base.machines import Machine, reference, register, registered

__all__ = ["Machine", "reference", "register", "registered"]

"""What may follow what, whom a concern is given to, when somebody is on duty: pure."""

from connexions.trust.safeguarding.rules.states import CHALLENGE, CONCERN, MACHINES, OUTING, RISK_NOTE

__all__ = ["CHALLENGE", "CONCERN", "MACHINES", "OUTING", "RISK_NOTE"]

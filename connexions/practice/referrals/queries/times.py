"""By when a service is to answer and to begin, and to whom it goes when it does not: what was agreed with it, else what
the partnership keeps to."""

from dataclasses import dataclass
from datetime import date

from connexions.ground.base.acting import Actor
from connexions.practice.referrals.models import ReferralRules
from connexions.registers.partners.models import AgreementEdition, DayOff, Organisation
from connexions.registers.partners.queries import agreements
from connexions.registers.partners.rules import working_days

MANAGER = "the manager of their team"


@dataclass(frozen=True)
class Up:
    """A step of the escalation: from which day, to whom in words, and at which addresses besides the managers'."""

    on: date
    to_whom: str
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Times:
    """What holds between the partnership and one service."""

    rules: ReferralRules
    edition: AgreementEdition | None = None

    def answer_by(self, sent_on: date) -> date:
        """By when the service answers."""
        if self.edition is not None:
            return self.edition.answer_by(sent_on)
        return working_days_after(sent_on, self.rules.answer_within)

    def start_by(self, accepted_on: date) -> date:
        """By when it begins, once it has accepted."""
        if self.edition is not None:
            return self.edition.start_by(accepted_on)
        return working_days_after(accepted_on, self.rules.start_within)

    def we_answer_by(self, asked_on: date) -> date:
        """By when we answer what it asked."""
        return working_days_after(asked_on, self.rules.we_answer_within)

    def up(self, due_on: date) -> list[Up]:
        """Where it goes when it is not done by its day, step by step, in working days."""
        if self.edition is None:
            return [Up(working_days_after(due_on, self.rules.late_days), MANAGER)]
        day, found = self.edition.after(due_on, self.edition.up_after_days), []
        for step in self.edition.steps.all():
            addresses = tuple(filter(None, (step.ours_email, step.theirs_email)))
            found.append(Up(day, f"{step.ours} and {step.theirs}", addresses))
            day = self.edition.after(day, step.within_days)
        return found or [Up(day, MANAGER)]


def times(*, organisation: Organisation, on: date, by: Actor) -> Times:
    """The times that hold with a service on a day."""
    return Times(rules_of(by=by), agreements.in_force(organisation=organisation, on=on, by=by))


def rules_of(*, by: Actor) -> ReferralRules:
    """What the partnership keeps to; as shipped where it has said nothing itself."""
    found = ReferralRules.objects.filter(partnership_id=by.partnership).first()
    return found or ReferralRules(partnership_id=by.partnership, version=0)


def working_days_after(day: date, number: int) -> date:
    """The day that comes so many working days after another, as this partnership works."""
    off = DayOff.objects.between(day, working_days.furthest(day, number))
    return working_days.after(day, number, off=set(off))

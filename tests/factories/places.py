from itertools import count

from connexions.registers.partners.models import LocalAuthority, Partnership, Team

_numbers = count(1000)


def make_partnership(*, authorities: tuple[str, ...] = (), name: str = "") -> Partnership:
    """A partnership with the authorities of these codes and one team."""
    number = next(_numbers)
    partnership = Partnership.objects.create(
        id=number, slug=f"p{number}", name=name or f"Partnership {number}"
    )
    for code in authorities:
        LocalAuthority.objects.update_or_create(
            code=code, defaults={"name": f"Authority {code}", "partnership": partnership}
        )
    Team.objects.create(partnership=partnership, name="First team")
    return partnership

"""Which partnership serves an authority: asked by the operator's commands, before it is known who acts."""

from __future__ import annotations

from collections.abc import Sequence

from connexions.ground.base.refusals import NotPossible
from connexions.ground.design.words import listed
from connexions.registers.partners.models import LocalAuthority, Partnership


def serving(codes: Sequence[str]) -> Partnership:
    """The one partnership that serves these authorities. Raises ``NotPossible``."""
    rows = (
        LocalAuthority.objects.filter(code__in=codes).exclude(partnership=None).select_related("partnership")
    )
    found = {row.code: row.partnership for row in rows if row.partnership}
    missing = [code for code in codes if code not in found]
    if missing:
        raise NotPossible(f"No partnership here serves authority {listed(missing)}.")
    different = {one.pk: one for one in found.values()}
    if len(different) > 1:
        names = listed(sorted(one.name for one in different.values()))
        raise NotPossible(
            f"These authorities are served by several partnerships: {names}. Build a return for each."
        )
    return next(iter(different.values()))

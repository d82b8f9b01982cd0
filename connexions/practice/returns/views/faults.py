"""What the return finds at fault today, to be mended by whoever may."""

from __future__ import annotations

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from connexions.ground.audit import actions as audit
from connexions.ground.base.acting import Role
from connexions.ground.base.doors import actor, open_to
from connexions.ground.jobs.actions import enqueue
from connexions.practice.casework.permissions import ALLOCATED_TO
from connexions.practice.returns import permissions, tasks
from connexions.practice.returns.forms.faults import FaultFilter
from connexions.practice.returns.presenters import faults as shown
from connexions.practice.returns.presenters.months import PRIORITY_MARKS, PRIORITY_WORDS
from connexions.practice.returns.queries import faults as queries


@open_to(permissions.TELLERS | ALLOCATED_TO)
@require_GET
def faults(request: HttpRequest) -> HttpResponse:
    """Every open fault that the reader may see, by rule, priority, adviser and school."""
    by = actor(request)
    chosen = FaultFilter(request.GET).chosen()
    asked = queries.Asked(**chosen)  # type: ignore[arg-type]
    page = queries.page(by=by, asked=asked, number=request.GET.get("page", 1))
    by_rule = queries.by_rule(by=by, asked=queries.Asked(adviser=asked.adviser, school=asked.school))
    counts: Counter[int] = Counter()
    for one in by_rule:
        counts[one.priority] += one.number
    audit.note_read(by=by, young_person_id=None, page="returns.faults", details={"shown": len(page)})
    told = {
        "page": page,
        "rows": [shown.row(one, to=one.young_person_id) for one in page],
        "rules": by_rule,
        "chips": shown.chips(counts, chosen),
        "chosen": chosen,
        "choices": queries.choices(by=by),
        "pages": shown.pages(chosen),
        "marks": PRIORITY_MARKS,
        "priorities": PRIORITY_WORDS,
        "may_tell": by.role in permissions.TELLERS,
        "whose": ""
        if by.role in permissions.TELLERS | {Role.DUTY_ADVISER}
        else " of your own and your team’s",
    }
    return render(request, "returns/faults.html", told)


@open_to(permissions.TELLERS)
@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """Check everybody now rather than at night."""
    job = enqueue(tasks.check_everybody, by=actor(request))
    return redirect("jobs:show", job.pk)

"""The files of a record: listed, kept, opened, taken away, put back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from connexions.ground.audit import actions as audit
from connexions.ground.base import clock
from connexions.ground.base.doors import actor, open_to
from connexions.ground.base.refusals import NotPossible
from connexions.ground.design.asking import answered, asked
from connexions.registers.papers import actions, permissions, queries, rules
from connexions.registers.papers.forms import PaperForm, TakeAwayForm
from connexions.registers.papers.models import Paper
from connexions.registers.people.audiences import audience_for
from connexions.registers.people.opening import Opened, opened
from connexions.registers.people.sight import find

# What a file is opened with: it may load nothing, run nothing, send nothing and stand in no other page. A PDF is
# not sandboxed, for browsers then refuse to show it at all: their own viewer shuts it in.
SHUT_IN = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "private, no-store",
}


@open_to(permissions.READERS)
def whole(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Every file; and the form to keep one more."""
    adds = request.method == "POST"
    record = opened(request, young_person_id, page="papers.papers", part=permissions.PART, writes=adds)
    if not adds:
        return _page(record, PaperForm(), 200)
    form = PaperForm(request.POST, request.FILES)
    if form.is_valid():
        told = form.cleaned_data
        try:
            kept = actions.keep(
                young_person=record.young_person,
                upload=told["paper"],
                kind=told["kind"],
                title=told["title"],
                at=clock.now(),
                by=record.by,
            )
        except NotPossible as refusal:
            form.add_error("paper", refusal.sentence)
        else:
            messages.success(request, f"“{kept.title}” is kept with the record.{_checked(kept)}")
            return redirect("papers:of_young_person", record.young_person.pk)
    return _page(record, form, 422)


def _checked(paper: Paper) -> str:
    waits = paper.check_state == Paper.Check.WAITING
    return " It is being checked for viruses, and opens when that is done." if waits else ""


def _page(record: Opened, form: PaperForm, status: int) -> HttpResponse:
    told = {
        "form": form,
        "papers": list(queries.papers_of(of=record.young_person, by=record.by)[:200]),
        "kinds": rules.ALLOWED,
        "size_said": rules.size_said,
        "may_keep": record.sight.may_write(permissions.PART),
        "who_sees": f"{audience_for(record.young_person, permissions.PART)}.",
    }
    return record.page("papers/papers.html", "papers", status=status, **told)


@open_to(permissions.READERS)
@require_GET
def opened_one(request: HttpRequest, young_person_id: UUID, paper_id: UUID) -> HttpResponse:
    """One file, as it was kept."""
    by = actor(request)
    young_person, _ = find(young_person_id, by=by, part=permissions.PART)
    paper = queries.one_of(young_person, paper_id, by=by)
    found = queries.content(paper, by=by)
    audit.note_read(
        by=by, young_person_id=young_person.pk, page="papers.paper", details={"paper": str(paper.pk)}
    )
    shown = paper.content_type in rules.SHOWN
    response = HttpResponse(found, content_type=_said_type(paper.content_type), headers=HEADERS)
    name = content_disposition_header(not shown, paper.file_name)
    response["Content-Disposition"] = name or "attachment"
    response["Content-Security-Policy"] = SHUT_IN + ("; sandbox" if paper.content_type != rules.PDF else "")
    return response


def _said_type(content_type: str) -> str:
    return f"{content_type}; charset=utf-8" if content_type == rules.TEXT else content_type


@open_to(permissions.WRITERS)
def take_away(request: HttpRequest, young_person_id: UUID, paper_id: UUID) -> HttpResponse:
    """Say why a file does not belong here."""
    record = opened(request, young_person_id, page="papers.papers", part=permissions.PART, writes=True)
    paper = queries.one_of(record.young_person, paper_id, by=record.by)
    key, back = f"paper_away:{paper.pk}", reverse("papers:of_young_person", args=[record.young_person.pk])
    form = asked(request, TakeAwayForm, key=key, by=record.by)

    def show(status: int) -> HttpResponse:
        told = {"form": form, "paper": paper, "draft": key, "days": queries.KEPT_FOR.days}
        return record.page("papers/take_away.html", "papers", status=status, **told)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        actions.take_away(paper=paper, because=told["because"], at=clock.now(), by=record.by)
        messages.success(request, f"“{paper.title}” is taken off the record. It can be put back for 30 days.")

    return answered(request, form, key=key, by=record.by, save=save, go=back, show=show, back=back)


@open_to(permissions.WRITERS)
@require_POST
def put_back(request: HttpRequest, young_person_id: UUID, paper_id: UUID) -> HttpResponse:
    """Undo a taking away."""
    record = opened(request, young_person_id, page="papers.papers", part=permissions.PART, writes=True)
    paper = queries.one_of(record.young_person, paper_id, by=record.by)
    actions.put_back(paper=paper, at=clock.now(), by=record.by)
    messages.success(request, f"“{paper.title}” is on the record again.")
    return redirect("papers:of_young_person", record.young_person.pk)

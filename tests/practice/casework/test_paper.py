"""A plan on paper: tagged, on one page, in large print too, and its file names nobody."""

import io

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from connexions.registers.accounts.models import User
from tests.factories import sign_in
from tests.factories.casework import make_adviser, make_mine, make_plan

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("query", "name"), [("", "plan.pdf"), ("?large", "plan-large-print.pdf")])
def test_the_plan_is_given_as_a_tagged_paper(query: str, name: str) -> None:
    by = make_adviser()
    jay = make_mine(by)
    make_plan(jay, by=by)
    client = sign_in(Client(), User.objects.get(pk=by.id))
    answer = client.get(reverse("casework:plan_pdf", args=[jay.pk]) + query)
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert "no-store" in answer["Cache-Control"]
    made = pikepdf.open(io.BytesIO(answer.content))
    assert len(made.pages) == 1
    assert str(made.Root.Lang) == "en-GB"
    assert "/H2" in roles(made)
    assert ("/TH" in roles(made)) is (query == "")


def roles(made: pikepdf.Pdf) -> list[str]:
    """The tags of a paper, in the order in which they are read."""
    found: list[str] = []

    def walk(node: pikepdf.Object) -> None:
        if isinstance(node, pikepdf.Array):
            for child in node:  # type: ignore[attr-defined]
                walk(child)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append(str(node.S))
            if "/K" in node:
                walk(node.K)

    walk(made.Root.StructTreeRoot)
    return found


def test_without_a_plan_there_is_no_paper() -> None:
    by = make_adviser()
    client = sign_in(Client(), User.objects.get(pk=by.id))
    answer = client.get(reverse("casework:plan_pdf", args=[make_mine(by).pk]))
    assert answer.status_code == 409
    assert "There is no open plan" in answer.content.decode()

"""The operator's command: what it prints, what it refuses."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from connexions.ground.base import tenancy
from connexions.ground.base.acting import system
from connexions.practice.feeds.models import Delivery
from connexions.registers.people.models import YoungPerson
from tests.engines.ccis.samples import as_xml, clean
from tests.factories import make_partnership

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> dict[str, Any]:
    out = io.StringIO()
    call_command("import_ccis", *arguments, "--json", stdout=out)
    said: dict[str, Any] = json.loads(out.getvalue())
    return said


@pytest.fixture
def extract(tmp_path: Path) -> str:
    path = tmp_path / "extract.xml"
    path.write_bytes(as_xml([clean(1), clean(2, Gender="X"), clean(3, DOB=None)]))
    return str(path)


def test_it_prints_the_counts(extract: str) -> None:
    partnership = make_partnership(authorities=("390", "391"))
    said = run(extract)
    assert {name: said[name] for name in ("records", "created", "updated", "unchanged", "refused", "problems")} == {
        "records": 3, "created": 2, "updated": 0, "unchanged": 0, "refused": 1, "problems": 2,
    }  # fmt: skip
    assert (said["applied"], said["partnership"]) == (True, partnership.name)
    assert [(one["record"], one["rule"], one["refused"]) for one in said["details"]] == [
        (2, 5, False),
        (3, 8, True),
    ]
    assert said["details"][0]["fix"].startswith("Use F, M")
    assert run(extract)["unchanged"] == 2


def test_a_dry_run_leaves_nothing_at_all(extract: str) -> None:
    partnership = make_partnership(authorities=("390", "391"))
    said = run(extract, "--dry-run")
    assert (said["created"], said["applied"]) == (2, False)
    with tenancy.acting(system("tests", partnership=partnership.pk)):
        assert not YoungPerson.objects.exists()
        assert not Delivery.objects.exists()


def test_the_partnership_is_told_by_the_header_or_by_its_slug(extract: str) -> None:
    make_partnership(authorities=("390",))
    second = make_partnership(authorities=("391",))
    with pytest.raises(CommandError, match=r"several partnerships.*--partnership"):
        call_command("import_ccis", extract)
    said = run(extract, "--partnership", second.slug)
    assert said["partnership"] == second.name
    with pytest.raises(CommandError, match="no partnership “nowhere”"):
        call_command("import_ccis", extract, "--partnership", "nowhere")


def test_what_cannot_be_taken_is_refused_in_a_sentence(tmp_path: Path, extract: str) -> None:
    with pytest.raises(CommandError, match="No partnership here serves"):
        call_command("import_ccis", extract)
    make_partnership(authorities=("390", "391"))
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        call_command("import_ccis", str(tmp_path / "nothing.xml"))
    with pytest.raises(CommandError, match="is a folder"):
        call_command("import_ccis", str(tmp_path))
    cut = tmp_path / "cut.xml"
    cut.write_bytes(Path(extract).read_bytes()[:-30])
    with pytest.raises(CommandError, match=r"stops before its end.*Nothing was changed\."):
        call_command("import_ccis", str(cut))


def test_a_refusal_as_json_is_json_too(tmp_path: Path, capsys: Any) -> None:
    empty = tmp_path / "empty.xml"
    empty.touch()
    out = io.StringIO()
    with pytest.raises(SystemExit) as left:
        call_command("import_ccis", str(empty), "--json", stdout=out)
    assert left.value.code == 1
    assert json.loads(out.getvalue()) == {
        "refusal": "The file is empty. Choose the extract again.",
        "applied": False,
    }


def test_the_table_says_what_came_of_it(extract: str, capsys: Any) -> None:
    make_partnership(authorities=("390", "391"))
    call_command("import_ccis", extract)
    said = capsys.readouterr().out
    assert "Moved in" in said
    assert "There is no date of birth" in said
    assert "4440000000003" in said

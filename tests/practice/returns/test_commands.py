"""The operator's commands: a return and a survey as files."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from connexions.ground.base import tenancy
from connexions.practice.returns.models import Return
from connexions.practice.tracking.models import Activity
from tests.practice.returns.office import build, officer, records, someone

pytestmark = pytest.mark.django_db


def run(command: str, *arguments: str) -> str:
    out = io.StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


def test_a_return_is_written_and_the_same_again(tmp_path: Path) -> None:
    by = officer()
    someone(by)
    asked = ("--period", "2026-01", "--la", "391", "--sent", "2026-02-03", "--json")
    said = json.loads(run("return_build", *asked, "--out", str(tmp_path / "a.xml")))
    run("return_build", *asked, "--out", str(tmp_path / "b.xml"))
    data = (tmp_path / "a.xml").read_bytes()
    assert data == (tmp_path / "b.xml").read_bytes() == build(by)
    assert (said["records"], said["bytes"]) == (1, len(data))
    assert [one.name for one in sorted(tmp_path.iterdir())] == ["a.xml", "b.xml"]
    assert (tmp_path / "a.xml").stat().st_mode & 0o077 == 0


def test_with_freeze_it_is_kept_as_what_was_sent(tmp_path: Path) -> None:
    by = officer()
    someone(by)
    run("return_build", "--period", "2026-01", "--la", "391", "--out", str(tmp_path / "a.xml"), "--freeze")
    with tenancy.acting(by):
        assert Return.objects.get().version == 1


@pytest.mark.parametrize(
    ("period", "la", "sentence"),
    [
        ("January", "391", "“January” is no month"),
        ("2026-01", "999", "No partnership here serves authority 999"),
    ],
)
def test_what_cannot_be_built_is_refused_and_leaves_no_file(
    tmp_path: Path, period: str, la: str, sentence: str
) -> None:
    officer()
    with pytest.raises(CommandError, match=sentence):
        run("return_build", "--period", period, "--la", la, "--out", str(tmp_path / "a.xml"))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    officer()
    with pytest.raises(CommandError, match="cannot be written"):
        run("return_build", "--period", "2026-01", "--la", "391", "--out", str(tmp_path / "no" / "a.xml"))


def survey(tmp_path: Path) -> list[dict[str, str]]:
    run("return_survey", "--year", "2025", "--la", "391", "--out", str(tmp_path / "survey.csv"))
    text = (tmp_path / "survey.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_survey_says_what_each_leaver_did_on_1_november(tmp_path: Path) -> None:
    by = officer()
    one = someone(by, family_name="=Leaver", doing={"end_on": date(2025, 11, 1)})
    someone(by, family_name="YearEleven", date_of_birth=date(2009, 9, 1))
    someone(by, family_name="YearThirteen", date_of_birth=date(2008, 8, 31))
    someone(by, family_name="Elsewhere", lead_authority="392")
    with tenancy.acting(by):
        Activity.objects.create(
            partnership_id=by.partnership,
            young_person=one,
            kind_id="310",
            start_on=date(2025, 11, 1),
            end_on=date(2025, 11, 2),
            ascertained_on=date(2025, 12, 9),
        )
        Activity.objects.create(
            partnership_id=by.partnership, young_person=one, kind_id="619", start_on=date(2025, 11, 2)
        )
    row = only(survey(tmp_path))
    # It had ended on 31 October; the one that began on 1 November and ended that day is it, though learnt later.
    assert (row["ActivityCode"], row["StartDate"], row["EndDate"]) == ("310", "2025-11-01", "2025-11-01")
    assert row["FamilyName"] == "'=Leaver"  # no formula


def only(rows: list[dict[str, str]]) -> dict[str, str]:
    assert len(rows) == 1
    return rows[0]


def test_a_survey_of_nobody_has_its_heads(tmp_path: Path) -> None:
    officer()
    assert survey(tmp_path) == []
    assert (tmp_path / "survey.csv").read_text(encoding="utf-8-sig").startswith("YoungPersonsID,")


def test_zero_records_make_a_file(tmp_path: Path) -> None:
    officer()
    run("return_build", "--period", "2026-01", "--la", "391", "--out", str(tmp_path / "a.xml"))
    assert records((tmp_path / "a.xml").read_bytes()) == []

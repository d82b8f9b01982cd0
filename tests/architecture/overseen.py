"""What is planted of oversight: a judged assessment, and a supervision note that few may read."""

from typing import Any
from uuid import UUID

from connexions.practice.oversight.models import (
    Agreed,
    Answer,
    Edition,
    Item,
    Judgement,
    Meeting,
    Mention,
    Sample,
)
from connexions.registers.accounts.models import User
from tests.factories.oversight import NOON
from tests.factories.oversight import TODAY as DAY


def plant_oversight(about: dict[str, Any], adviser: User, made: dict[str, Any]) -> dict[str, UUID]:
    """A judged assessment in a sample of the near team, and a supervision note: its words are for two and one."""
    here, at = {"partnership_id": about["partnership_id"]}, NOON
    manager = User.objects.create_user(email="planted.manager@example.org", name="Plantedmanager")
    told = {"questions": [{"key": "voice", "text": "Their voice?", "good": "In their words."}]}
    edition = Edition.objects.create(**here, kind="assessment", number=1, told=told, made_at=at)
    headings = {"weeks": 6, "headings": [{"key": "wellbeing", "name": "How you are", "prompt": ""}]}
    list_ = Edition.objects.create(**here, kind="supervision", number=1, told=headings, made_at=at)
    sample = Sample.objects.create(
        **here, of="assessments", team=about["young_person"].team, from_on=DAY, until_on=DAY, wanted=1, seed=1,
        frame=1, drawn_by=manager, drawn_at=at,
    )  # fmt: skip
    item = Item.objects.create(
        **about, sample=sample, place=1, assessment_id=made["assessment_id"], edition=edition, adviser=adviser,
        team=about["young_person"].team, state="with_adviser",
    )  # fmt: skip
    judgement = Judgement.objects.create(
        **about, item=item, reading=1, judge=manager, overall="sound", good="Plantedpraise", finished_at=at
    )
    Answer.objects.create(**about, judgement=judgement, question="voice", answer="yes", words="Plantedanswer")
    meeting = Meeting.objects.create(
        **here,
        adviser=adviser,
        manager=manager,
        edition=list_,
        held_on=DAY,
        notes={"wellbeing": "Plantedsupervision"},
    )
    agreed = Agreed.objects.create(**here, meeting=meeting, who="adviser", words="Plantedagreed", due_on=DAY)
    Mention.objects.create(**about, meeting=meeting)
    return {"sample_id": sample.pk, "sampled_id": item.pk, "meeting_id": meeting.pk, "agreed_id": agreed.pk}

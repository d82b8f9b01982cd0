import json
from typing import Any

from django.db import migrations, models

from connexions.ground.base.sealing import seal

CLOSED = ("phone", "email", "note")


def seal_those_of_the_restricted(apps: Any, schema_editor: Any) -> None:
    """How carers are reached whose young person's record is restricted already."""
    # As it stands it would keep the plain words; it is made anew after every migration, and then keeps none of them.
    schema_editor.execute("DROP TRIGGER IF EXISTS keep_updates ON people_carer")
    restricted = apps.get_model("people", "Restriction").objects.filter(ended_at=None)
    whose = restricted.values_list("young_person_id", flat=True)
    for row in apps.get_model("people", "Carer").objects.filter(young_person_id__in=list(whose), sealed=None):
        words = json.dumps({name: getattr(row, name) for name in CLOSED}, ensure_ascii=False)
        row.sealed = seal(words, "restricted words", to=str(row.pk))
        for name in CLOSED:
            setattr(row, name, "")
        row.save(update_fields=["sealed", *CLOSED])


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0006_postroom"),
    ]

    operations = [
        migrations.AddField(
            model_name="carer",
            name="sealed",
            field=models.BinaryField(null=True),
        ),
        migrations.RunPython(seal_those_of_the_restricted, migrations.RunPython.noop),
    ]

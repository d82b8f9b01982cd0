"""The national unit: to which those belong who serve the whole deployment, and no young person."""

from typing import Any

from django.db import migrations


def make(apps: Any, schema_editor: Any) -> None:
    apps.get_model("partners", "Partnership").objects.get_or_create(
        id=0, defaults={"slug": "national", "name": "National unit"}
    )


class Migration(migrations.Migration):
    dependencies = [("partners", "0001_initial")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]

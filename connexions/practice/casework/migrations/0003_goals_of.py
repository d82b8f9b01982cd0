from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0002_editions_and_support"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="goal",
            index=models.Index(fields=["young_person"], name="goals_of"),
        ),
    ]

"""The table of the cache that all processes share (throttling counts in it)."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("base", "0001_initial")]

    operations = [
        migrations.RunSQL(
            """
            CREATE TABLE base_cache (cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL);
            CREATE INDEX base_cache_expires ON base_cache (expires);
            """,
            "DROP TABLE base_cache",
        )
    ]

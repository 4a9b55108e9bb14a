"""Alters both guarded tables in the ways that make SQLite build them anew."""

from pathlib import Path
from typing import ClassVar

from django.db import migrations, models

from contacts import migrations as ours

LAST = max(path.stem for path in Path(ours.__path__[0]).glob("[0-9]*.py"))


class Migration(migrations.Migration):
    dependencies: ClassVar = [("contacts", LAST)]
    operations: ClassVar = [
        migrations.AddField("interaction", "weather", models.CharField(max_length=40, default="mild")),
        migrations.AlterField("interaction", "thread", models.CharField(max_length=250, blank=True)),
        migrations.AddField("contact", "nickname", models.CharField(max_length=40, default="")),
        migrations.AlterField("contact", "own_cadence_days", models.PositiveIntegerField(null=True, blank=True)),
        migrations.AddField("person", "shoe_size", models.PositiveSmallIntegerField(default=42)),
    ]

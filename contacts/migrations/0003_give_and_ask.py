"""What kind a favour is, why a rule was muted, and what standings know of E-34 and of being even."""

from datetime import date
from typing import Any

from django.db import migrations, models


def recompute_standings(apps: Any, schema_editor: Any) -> None:
    """Let the next sweeps fill the new columns and plan by them: they take every row whose day has come."""
    long_ago = date(2026, 1, 1)
    apps.get_model("contacts", "Standing").objects.update(changes_on=long_ago)
    people = apps.get_model("contacts", "Person").objects.filter(contact__isnull=False, deleted_at__isnull=True)
    people.update(plan_on=long_ago)


class Migration(migrations.Migration):

    dependencies = [
        ('contacts', '0002_follow_ups_in_full'),
    ]

    operations = [
        migrations.AddField(
            model_name='exchange',
            name='category',
            field=models.CharField(blank=True, choices=[('introduction', 'an introduction'), ('recommendation', 'a recommendation'), ('advice', 'advice'), ('skill', 'work or a skill'), ('thing', 'a thing, or money'), ('time', 'time')], default='', max_length=16, verbose_name='what kind'),
        ),
        migrations.AddField(
            model_name='mute',
            name='because',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='because'),
        ),
        migrations.AddField(
            model_name='offer',
            name='category',
            field=models.CharField(blank=True, choices=[('introduction', 'an introduction'), ('recommendation', 'a recommendation'), ('advice', 'advice'), ('skill', 'work or a skill'), ('thing', 'a thing, or money'), ('time', 'time')], default='', max_length=16, verbose_name='what kind'),
        ),
        migrations.AddField(
            model_name='standing',
            name='even',
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name='standing',
            name='recent_even',
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name='standing',
            name='they_ask_only_asks',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='standing',
            name='they_ask_only_since',
            field=models.DateField(null=True),
        ),
        migrations.AlterField(
            model_name='followup',
            name='reason',
            field=models.CharField(choices=[('E-03', 'first follow-up with a new contact'), ('E-30', 'a touch with no ask'), ('E-32', 'promise'), ('E-33', 'thanks, and what became of it'), ('E-34', 'they only ask'), ('E-35', 'keep in touch'), ('E-36', 'a day that matters to them'), ('E-37', 'a day you set yourself')], max_length=8, verbose_name='reason'),
        ),
        migrations.AlterField(
            model_name='mute',
            name='rule',
            field=models.CharField(choices=[('E-03', 'first follow-up with a new contact'), ('E-30', 'a touch with no ask'), ('E-32', 'promise'), ('E-33', 'thanks, and what became of it'), ('E-34', 'they only ask'), ('E-35', 'keep in touch'), ('E-36', 'a day that matters to them'), ('E-37', 'a day you set yourself')], max_length=8, verbose_name='rule'),
        ),
        migrations.AddIndex(
            model_name='standing',
            index=models.Index(condition=models.Q(('they_ask_only_since__isnull', False)), fields=['they_ask_only_since'], name='contacts_standing_their_asks'),
        ),
        migrations.RunPython(recompute_standings, migrations.RunPython.noop, elidable=True),
    ]

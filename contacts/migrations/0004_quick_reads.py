"""Indexes for what is read while somebody types: the notes of a week, and namesakes."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contacts', '0003_give_and_ask'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='interaction',
            index=models.Index(condition=models.Q(('deleted_at__isnull', True), ('unfinished', False), models.Q(('learned', ''), _negated=True)), fields=['happened_on'], name='contacts_interaction_learned'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['owner', 'name'], name='contacts_person_namesakes'),
        ),
    ]

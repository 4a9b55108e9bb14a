"""An index for the last entry of an account, which the next one inherits from."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contacts", "0001_initial"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="interaction",
            index=models.Index(fields=["created_at"], name="contacts_interaction_noted"),
        ),
    ]

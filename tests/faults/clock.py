"""How time passes in a round: the rows' own clock goes back, so that for them it is later. No process is deceived."""

from datetime import date, datetime, timedelta

from django.apps import apps
from django.db import models, transaction
from django.utils import timezone

from contacts.models import Delivery
from contacts.vocabulary import DeliveryState

# A claim this old belongs to a dead process: a live one gives the mail server up after a second (settings).
SURELY_DEAD = timedelta(seconds=4)
LONG_AGO = timedelta(hours=1)


def let_waits_pass() -> None:
    """What waits for its next try need not wait longer, and a claim that nobody holds any more is old."""
    now = timezone.now()
    Delivery.objects.filter(state=DeliveryState.WAITING, next_try_at__gt=now).update(next_try_at=now)
    dead = Delivery.objects.filter(state=DeliveryState.SENDING, claimed_at__range=(now - LONG_AGO, now - SURELY_DEAD))
    dead.update(claimed_at=now - LONG_AGO - timedelta(minutes=1))


@transaction.atomic
def let_days_pass(days: int) -> None:
    """Every day and every moment in the product's tables goes back so many days."""
    back = timedelta(days=days)
    for model in apps.get_app_config("contacts").get_models():
        names = [one.attname for one in model._meta.concrete_fields if isinstance(one, models.DateField)]
        if not names:
            continue
        rows = list(model._base_manager.all())
        for row in rows:
            for name in names:
                value: date | datetime | None = getattr(row, name)
                if value is not None:
                    setattr(row, name, value - back)
        model._base_manager.bulk_update(rows, names, batch_size=200)

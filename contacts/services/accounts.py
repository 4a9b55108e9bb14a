"""Verbs on accounts: inviting somebody and accepting an invitation."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.errors import Refused
from contacts.models import User
from contacts.models.accounts import Invitation

_OPEN = Q(accepted_at=None)


def invite(*, by: User) -> Invitation:
    """Leave for one more account, good once and for 14 days."""
    return Invitation.objects.create(invited_by=by)


def find_invitation(token: str) -> Invitation | None:
    """The invitation while it can still be used, else nothing."""
    if not token:
        return None
    return Invitation.objects.filter(_OPEN, token=token, expires_at__gt=timezone.now()).first()


def accept_invitation(*, token: str, by: User) -> None:
    """Use the invitation up. Raises Refused when another account was faster or the 14 days are over."""
    now = timezone.now()
    used = Invitation.objects.filter(_OPEN, token=token, expires_at__gt=now).update(accepted_by=by, accepted_at=now)
    if not used:
        raise Refused(_("This invitation was used already, or its 14 days are over. Ask for a new one."))

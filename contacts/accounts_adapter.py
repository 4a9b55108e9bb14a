"""Who may open an account, and what is known about it from the first moment. Everything else is allauth's own."""

import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import render
from django.utils.translation import gettext as _

from contacts.models import User
from contacts.models.accounts import validate_time_zone
from contacts.services.accounts import accept_invitation, find_invitation, is_sign_up_open, welcome

logger = logging.getLogger(__name__)

INVITATION_KEY = "invitation_token"
ACCOUNT_MAIL_HEADER = "X-Rapport-Kind"


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Open for the first account, with ``OPEN_SIGNUP=1``, or for whom an invitation stands in the session."""
        if is_sign_up_open():
            return True
        return find_invitation(request.session.get(INVITATION_KEY, "")) is not None

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:  # noqa: FBT001, FBT002
        zone = request.POST.get("browser_time_zone", "")
        try:
            validate_time_zone(zone)
        except ValidationError:
            pass  # no script, or an unknown name: the account starts on UTC and Settings offers the choice
        else:
            user.time_zone = zone
        with transaction.atomic():
            # Asked again: since the page was shown somebody may have been first, or the invitation used.
            is_open = is_sign_up_open()
            saved: User = super().save_user(request, user, form, commit)
            if commit:
                welcome(account=saved)
                is_invited = accept_invitation(token=request.session.pop(INVITATION_KEY, ""), by=saved)
                if not (is_open or is_invited):
                    raise ImmediateHttpResponse(render(request, "account/signup_closed.html", status=403))
        return saved

    def render_mail(self, *args: Any, **kwargs: Any) -> EmailMessage:
        """Reset and confirmation mails carry a mark, so that no page ever shows one of them to anybody."""
        message: EmailMessage = super().render_mail(*args, **kwargs)
        message.extra_headers[ACCOUNT_MAIL_HEADER] = "account"
        return message

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail server that is down costs a sentence, not the page."""
        try:
            super().send_mail(template_prefix, email, context)
        except (SMTPException, OSError) as error:
            logger.error("The mail server did not take %s (%s).", template_prefix, type(error).__name__)
            messages.error(
                self.request, _("The e-mail could not be sent just now. Please ask for it again in a few minutes.")
            )

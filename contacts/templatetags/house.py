"""What the pages before and around an account must know of the house: whether it sends mail, and who may come in."""

from typing import Any

from allauth.account.adapter import get_adapter
from django import template

from contacts.queries.kept_mail import is_kept_here

register = template.Library()


@register.simple_tag
def sends_mail() -> bool:
    """False in a house without a mail server: what it would send stays on the machine."""
    return not is_kept_here()


@register.simple_tag(takes_context=True)
def sign_up_is_open(context: dict[str, Any]) -> bool:
    """Whether whoever looks at this page may open an account."""
    return bool(get_adapter().is_open_for_signup(context["request"]))

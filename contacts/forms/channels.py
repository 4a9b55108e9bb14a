"""Forms of the channels' page: on or off, the webhook's address, a test."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy

from contacts.forms.fields import Line
from contacts.vocabulary import ChannelKind
from contacts.webhook import ADDRESS_AT_MOST

UNKNOWN = {
    "required": gettext_lazy("Choose one of the channels."),
    "invalid_choice": gettext_lazy("Choose one of the channels."),
}


class SwitchForm(forms.Form):
    """Which channel, and whether it is to be on."""

    kind = forms.ChoiceField(choices=ChannelKind, error_messages=UNKNOWN)
    on = forms.ChoiceField(choices=[("1", ""), ("0", "")])


class WebhookForm(forms.Form):
    """Where the webhook calls."""

    address = Line(
        label=gettext_lazy("Address of the topic"),
        max_length=ADDRESS_AT_MOST,
        error_messages={"required": gettext_lazy("Give the address that the webhook calls.")},
        widget=forms.TextInput(
            attrs={"type": "url", "inputmode": "url", "autocomplete": "off", "spellcheck": "false", "dir": "ltr"}
        ),
        help_text=gettext_lazy(
            "As in https://ntfy.sh/my-topic. Whoever knows it can read along, so choose a topic that nobody guesses."
        ),
    )


class SendTestForm(forms.Form):
    """The key makes a double click one test."""

    kind = forms.ChoiceField(choices=ChannelKind, widget=forms.HiddenInput, error_messages=UNKNOWN)
    entry_key = forms.UUIDField(widget=forms.HiddenInput)

    @classmethod
    def fresh(cls, kind: ChannelKind) -> "SendTestForm":
        return cls(initial={"kind": kind, "entry_key": uuid4()}, auto_id=False)

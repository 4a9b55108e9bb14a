"""The one form of the digest's page: send it to me now."""

from uuid import uuid4

from django import forms


class SendDigestForm(forms.Form):
    """The key makes a double click one request."""

    entry_key = forms.UUIDField(widget=forms.HiddenInput)

    @classmethod
    def fresh(cls) -> "SendDigestForm":
        return cls(initial={"entry_key": uuid4()})

"""Tables and what must be true of them. One module a noun; everything is importable from here."""

from contacts.models.accounts import Invitation, User
from contacts.models.contacts import Circle, Contact
from contacts.models.events import Event
from contacts.models.exchanges import Exchange, ExchangeMention
from contacts.models.follow_ups import FollowUp
from contacts.models.important_dates import ImportantDate
from contacts.models.interactions import Interaction
from contacts.models.lookups import Among
from contacts.models.mutes import Mute
from contacts.models.notifications import Delivery, DeliveryChannel, Heartbeat, Notification
from contacts.models.offers import Offer
from contacts.models.people import Handle, Person
from contacts.models.standings import Standing

__all__ = [
    "Among",
    "Circle",
    "Contact",
    "Delivery",
    "DeliveryChannel",
    "Event",
    "Exchange",
    "ExchangeMention",
    "FollowUp",
    "Handle",
    "Heartbeat",
    "ImportantDate",
    "Interaction",
    "Invitation",
    "Mute",
    "Notification",
    "Offer",
    "Person",
    "Standing",
    "User",
]

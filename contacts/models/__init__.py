"""Tables and what must be true of them. One module a noun; everything is importable from here."""

from contacts.models.accounts import Invitation, User
from contacts.models.contacts import Circle, Contact
from contacts.models.events import Event
from contacts.models.exchanges import Exchange, ExchangeMention
from contacts.models.exports import Export
from contacts.models.follow_ups import FollowUp
from contacts.models.forgetting import Forgotten
from contacts.models.important_dates import ImportantDate
from contacts.models.imports import ImportBatch, ImportRow
from contacts.models.interactions import Interaction
from contacts.models.lookups import Among
from contacts.models.merges import BulkChange, Duplicate, Merge, NotSame
from contacts.models.messages import Message
from contacts.models.mutes import Mute
from contacts.models.notifications import Delivery, DeliveryChannel, Heartbeat, Notification
from contacts.models.offers import Offer
from contacts.models.people import Handle, Person
from contacts.models.requests import Request
from contacts.models.standings import Standing
from contacts.models.tags import PersonTag, Tag

__all__ = [
    "Among",
    "BulkChange",
    "Circle",
    "Contact",
    "Delivery",
    "DeliveryChannel",
    "Duplicate",
    "Event",
    "Exchange",
    "ExchangeMention",
    "Export",
    "FollowUp",
    "Forgotten",
    "Handle",
    "Heartbeat",
    "ImportBatch",
    "ImportRow",
    "ImportantDate",
    "Interaction",
    "Invitation",
    "Merge",
    "Message",
    "Mute",
    "NotSame",
    "Notification",
    "Offer",
    "Person",
    "PersonTag",
    "Request",
    "Standing",
    "Tag",
    "User",
]

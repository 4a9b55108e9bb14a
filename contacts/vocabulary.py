"""Every choice in the product's own words. One word per idea, on screen and in code; models, rules and forms share it.

Plain enums with labels: rules may import this module, so nothing here touches a table, a clock or a request.
"""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Channel(TextChoices):
    """Over what an interaction went."""

    IN_PERSON = "in_person", _("in person")
    PHONE = "phone", _("phone")
    VIDEO = "video", _("video call")
    EMAIL = "email", _("e-mail")
    MESSAGE = "message", _("message")
    LETTER = "letter", _("letter")

    @property
    def is_live(self) -> bool:
        """True where both sides take part by the nature of the channel."""
        return self in LIVE_CHANNELS


LIVE_CHANNELS = frozenset({Channel.IN_PERSON, Channel.PHONE, Channel.VIDEO})


class StartedBy(TextChoices):
    """Who began an interaction. A *touch* is one that the user started, alone or with them."""

    ME = "me", _("I did")
    THEM = "them", _("they did")
    BOTH = "both", _("both of us")


class Depth(TextChoices):
    """How far an interaction went. A hello never founds a contact (E-02)."""

    HELLO = "hello", _("just a hello")
    CHAT = "chat", _("a chat")
    CONVERSATION = "conversation", _("a conversation")


class DayPrecision(TextChoices):
    """How exactly the day is known; friends of ten years have no date."""

    DAY = "day", _("on that day")
    MONTH = "month", _("some time that month")
    YEAR = "year", _("some time that year")


class Missing(TextChoices):
    """What an interaction lacks to be meaningful (E-01, E-02, E-04)."""

    UNFINISHED = "unfinished", _("to finish")
    HELLO = "hello", _("it was just a hello")
    ONE_WAY = "one_way", _("only one side took part")
    FUTURE = "future", _("its day is still to come")
    TALKED_ABOUT = "talked_about", _("what you talked about")
    THIN_TOPIC = "thin_topic", _("a yes that the short topic is the topic")
    LEARNED = "learned", _("what you learned about them")
    SAME_TEXT = "same_text", _("something learned about them that is not the topic again")
    THIN = "thin", _("a little more of what was said")
    COPIED = "copied", _("a note of their own")


class Side(TextChoices):
    """One of the two sides of an exchange, named from the user's chair."""

    ME = "me", _("me")
    THEM = "them", _("them")


class Size(IntegerChoices):
    """How big a favour is. Ordered, so that "weighs at least as much" is a comparison."""

    SMALL = 1, _("small")
    MEDIUM = 2, _("medium")
    LARGE = 3, _("large")


class ExchangeState(TextChoices):
    """Where a favour stands between ask or offer and outcome."""

    OPEN = "open", _("open")
    PROMISED = "promised", _("promised")
    KEPT = "kept", _("kept")
    DECLINED = "declined", _("declined")
    DROPPED = "dropped", _("dropped")


class Category(TextChoices):
    """What kind of favour it is. Optional: empty means that nobody said."""

    INTRODUCTION = "introduction", _("an introduction")
    RECOMMENDATION = "recommendation", _("a recommendation")
    ADVICE = "advice", _("advice")
    SKILL = "skill", _("work or a skill")
    THING = "thing", _("a thing, or money")
    TIME = "time", _("time")


SETTLED_STATES = frozenset({ExchangeState.KEPT, ExchangeState.DECLINED, ExchangeState.DROPPED})
UNSETTLED_STATES = frozenset({ExchangeState.OPEN, ExchangeState.PROMISED})


class MentionKind(TextChoices):
    """How an interaction speaks of an exchange."""

    MADE = "made", _("made")
    CHASED = "chased", _("asked about again")
    ANSWERED = "answered", _("answered")


class Said(TextChoices):
    """What a text says that passes between the two. A pitch offers something for sale."""

    ASK = "ask", _("an ask")
    GIVE = "give", _("a give")
    PROMISE = "promise", _("a promise")
    PITCH = "pitch", _("a pitch")


class Reason(TextChoices):
    """The rule that made a follow-up, or that may be muted."""

    FIRST = "E-03", _("first follow-up with a new contact")
    ASK_ONLY = "E-30", _("a touch with no ask")
    PROMISE = "E-32", _("promise")
    GRATITUDE = "E-33", _("thanks, and what became of it")
    THEIR_ASKS = "E-34", _("they only ask")
    KEEP_IN_TOUCH = "E-35", _("keep in touch")
    DATE = "E-36", _("a day that matters to them")
    OWN_DAY = "E-37", _("a day you set yourself")


# What the user gave their word for, and what they set themselves, cannot be muted: it can be dropped or closed.
MUTABLE_REASONS = frozenset(Reason) - {Reason.OWN_DAY}


class FollowUpKind(TextChoices):
    """What is to be done. With the reason it decides the words on the day's list."""

    FIRST = "first", _("first follow-up")
    PROMISE_MINE = "promise_mine", _("you promised")
    PROMISE_THEIRS = "promise_theirs", _("they promised")
    THANK = "thank", _("say thank you")
    OUTCOME = "outcome", _("tell what became of it")
    KEEP_IN_TOUCH = "keep_in_touch", _("keep in touch")
    NO_ASK = "no_ask", _("a touch with no ask")
    DATE = "date", _("a day that matters to them")
    REMINDER = "reminder", _("reminder")


# Follow-ups that only a cadence asked for: budget, quiet time and rest are for these alone.
NUDGES = frozenset({FollowUpKind.KEEP_IN_TOUCH})


class FollowUpState(TextChoices):
    """A follow-up waits or is closed; a snoozed one waits until its snooze is over."""

    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")


class ClosedHow(TextChoices):
    """How a follow-up was closed. Planning may reopen only what planning itself closed."""

    DONE = "done", _("done")
    NOT_NEEDED = "not_needed", _("not needed")
    ANSWERED = "answered", _("answered by a logged interaction")
    PLANNING = "planning", _("no longer planned")


class DigestDetail(TextChoices):
    """How much of what people confided a digest may carry (E-60)."""

    NAMES = "names", _("the name and the kind of reason")
    FULL = "full", _("everything that makes it personal")


class DateKind(TextChoices):
    """A yearly day that matters to a person (E-36)."""

    BIRTHDAY = "birthday", _("birthday")
    ANNIVERSARY = "anniversary", _("anniversary")
    OTHER = "other", _("another yearly day")


class ChannelKind(TextChoices):
    """Over what a digest reaches the user. Not to be mixed up with `Channel`, over which an interaction went."""

    EMAIL = "email", _("e-mail")
    IN_APP = "in_app", _("in the app")
    WEBHOOK = "webhook", _("webhook")


class DeliveryKind(TextChoices):
    """Why a digest goes out. Only *morning* is one per day and channel."""

    MORNING = "morning", _("morning digest")
    ASKED = "asked", _("asked for")
    TEST = "test", _("test")


class DeliveryState(TextChoices):
    """A delivery waits, is being sent (claimed), or ended."""

    WAITING = "waiting", _("waiting")
    SENDING = "sending", _("sending")
    SENT = "sent", _("sent")
    FAILED = "failed", _("failed")
    LAPSED = "lapsed", _("no longer due")


class HandleKind(TextChoices):
    """What a handle is; the normal form depends on it."""

    EMAIL = "email", _("e-mail")
    PHONE = "phone", _("phone")
    PROFILE = "profile", _("profile address")


class HandleLabel(TextChoices):
    """Whose hours a handle belongs to."""

    PERSONAL = "personal", _("personal")
    WORK = "work", _("work")


class EventPart(TextChoices):
    """The user's part in an event."""

    ATTENDING = "attending", _("attending")
    SPEAKING = "speaking", _("speaking")
    HOSTING = "hosting", _("hosting")


class Source(TextChoices):
    """Where a person came from (E-61)."""

    LOGGED = "logged", _("a logged interaction")
    DEBRIEF = "debrief", _("an event's debrief")
    PASTED = "pasted", _("names you pasted")
    FILE = "file", _("a file you brought")
    ADDED = "added", _("added by hand")
    DEMO = "demo", _("the example network")


class Purpose(TextChoices):
    """What a conversation's day was about, of those that an import brought."""

    UNKNOWN = "unknown", _("not sorted yet")
    ASK = "ask", _("an ask")
    GIVE = "give", _("a give")
    NEITHER = "neither", _("neither")


class SortedAs(TextChoices):
    """What the user says that a day of writing was about, and which of the two it came from."""

    I_ASKED = "i_asked", _("I asked")
    I_GAVE = "i_gave", _("I gave")
    THEY_ASKED = "they_asked", _("they asked")
    THEY_GAVE = "they_gave", _("they gave")
    NEITHER = "neither", _("neither")


class RequestWay(TextChoices):
    """Who asked to connect."""

    IN = "in", _("they asked")
    OUT = "out", _("I asked")


class RequestAnswer(TextChoices):
    """What became of a request to connect."""

    UNKNOWN = "unknown", _("no answer known")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")


class ImportFormat(TextChoices):
    """What a file turned out to be; told by its content, never by its name."""

    LINKEDIN = "linkedin", _("LinkedIn export")
    VCARD = "vcard", _("address cards (vCard)")
    GOOGLE = "google", _("Google Contacts CSV")
    OUTLOOK = "outlook", _("Outlook CSV")
    CSV = "csv", _("another CSV")
    MONICA = "monica", _("Monica export")
    RAPPORT = "rapport", _("Rapport export")


class ImportState(TextChoices):
    """How far an import came. What is *reading*, *running* or *undoing* is a worker's turn."""

    READING = "reading", _("being read")
    MAPPING = "mapping", _("waits for you to say what its columns are")
    READY = "ready", _("waits for your yes")
    RUNNING = "running", _("being imported")
    DONE = "done", _("imported")
    CANCELLED = "cancelled", _("cancelled")
    FAILED = "failed", _("not readable")
    UNDOING = "undoing", _("being undone")
    UNDONE = "undone", _("undone")


WORKING_IMPORTS = frozenset({ImportState.READING, ImportState.RUNNING, ImportState.UNDOING})


class ImportRowKind(TextChoices):
    """What a row of a file is about."""

    PERSON = "person", _("person")
    MESSAGE = "message", _("message")
    REQUEST = "request", _("request to connect")
    GIVE = "give", _("recommendation or endorsement")
    OWN = "own", _("about yourself")
    ACCOUNT = "account", _("the account's own")
    RECORD = "record", _("person with everything")


class ImportOutcome(TextChoices):
    """What became of a row."""

    WAITING = "waiting", _("waiting")
    ADDED = "added", _("added")
    MATCHED = "matched", _("known already")
    UPDATED = "updated", _("updated")
    LEFT_OUT = "left_out", _("left out")
    REFUSED = "refused", _("refused")


class ExportState(TextChoices):
    """How far an export came."""

    WORKING = "working", _("being made")
    DONE = "done", _("ready")
    FAILED = "failed", _("failed")
    EXPIRED = "expired", _("expired")


class BulkStep(TextChoices):
    """What can be done to many people at once. Writing to them is none of it, here or anywhere."""

    TAG = "tag", _("Tag")
    UNTAG = "untag", _("Untag")
    CIRCLE = "circle", _("Circle")
    REST = "rest", _("Let rest")
    ARCHIVE = "archive", _("Archive")
    LEAVE_OUT = "leave_out", _("Leave out")
    DELETE = "delete", _("Delete")

"""Is this row of a file somebody known already? (E-53) The verdict names its evidence, so that the preview can show it.

A row taken for somebody else is a person lost in silence; a person twice is proposed for merging and costs a tap. So
where an address may be shared (a phone, an office's mailbox) the names have to agree, and doubt makes a new person.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from contacts.rules.names import fold
from contacts.vocabulary import HandleKind

# Mailboxes that belong to a house and not to a person.
_SHARED = """
admin booking bookings contact contacto contact-us dialog enquiries events firmapost hallo hello help hi hola
hr info inquiries jobs kontakt mail marketing noreply no-reply office post postmaster press presse reception
sales service support team webmaster
"""
SHARED_MAILBOXES = frozenset(_SHARED.split())

Address = tuple[str, str]  # kind, normal value


class Evidence(StrEnum):
    """Why two are taken for one."""

    PROFILE = "profile"
    EMAIL = "email"
    PHONE = "phone"
    NAME_AND_ORGANISATION = "name_and_organisation"
    NAME_ALONE = "name_alone"
    CAME_BY_FILE = "came_by_file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Somebody as a row of a file has them. ``name`` and ``organisation`` are folded, addresses normal.

    ``by_name`` says that the file's people have no address of their own to be told apart by (older LinkedIn exports).
    """

    name: str
    organisation: str = ""
    addresses: frozenset[Address] = frozenset()
    by_name: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody known. ``of_this_file``: brought by this very file; ``by_file``: brought by any. ``is_here``: neither
    deleted nor left out; those who are not must be found all the same, or they would come back.
    """

    key: int
    name: str
    organisation: str = ""
    addresses: frozenset[Address] = frozenset()
    by_file: bool = False
    of_this_file: bool = False
    is_here: bool = True


@dataclass(frozen=True, slots=True)
class Match:
    """``key`` is the candidate's, None for nobody known. ``evidence`` is empty then; ``value``: the address shared."""

    key: int | None = None
    evidence: Evidence | None = None
    value: str = ""


NOBODY = Match()
_STRENGTH = (
    (HandleKind.PROFILE, Evidence.PROFILE),
    (HandleKind.EMAIL, Evidence.EMAIL),
    (HandleKind.PHONE, Evidence.PHONE),
)


def match(seen: Seen, candidates: Collection[Candidate]) -> Match:
    """Whom the row is about: by an address in common, the strongest first; else by name and organisation; else, where
    the file knows its people by name alone, by the name of somebody whom another file brought.

    Of several the one with the same name counts first, then whoever is here, then the one known for longest.
    """
    known = sorted(candidates, key=lambda one: (one.name != seen.name, not one.is_here, one.key))
    for kind, evidence in _STRENGTH:
        for address in sorted(address for address in seen.addresses if address[0] == kind):
            for one in known:
                if address in one.addresses and _may_share(address, seen, one):
                    return Match(one.key, evidence, address[1])
    if not seen.name:
        return NOBODY
    namesakes = [one for one in known if one.name == seen.name]
    return _by_organisation(seen, namesakes) or _by_file(seen, namesakes) or NOBODY


def match_spoken_of(seen: Seen, candidates: Collection[Candidate]) -> Match:
    """Whom a message, a request or a recommendation speaks of: by the profile; else by the name alone.

    With a profile that nobody has, a namesake is meant only where a file brought them without any profile, and there
    is one of them. Without a profile it is the one namesake there is; of several, the first without a profile whom a
    file brought, so that the same name is the same person at the next import, too.
    """
    known = sorted(candidates, key=lambda one: (not one.is_here, one.key))
    profiles = sorted(address for address in seen.addresses if address[0] == HandleKind.PROFILE)
    for address in profiles:
        for one in known:
            if address in one.addresses:
                return Match(one.key, Evidence.PROFILE, address[1])
    namesakes = [one for one in known if seen.name and one.name == seen.name]
    namesakes = [one for one in namesakes if one.is_here] or namesakes
    without = [one for one in namesakes if one.by_file and not _has_profile(one)]
    fitting = namesakes if len(namesakes) == 1 and not profiles else without
    if not fitting or (profiles and len(fitting) > 1):
        return NOBODY
    return Match(fitting[0].key, Evidence.NAME_ALONE)


def called(*, profile: str, name: str) -> str:
    """How files tell somebody spoken of apart: by the whole path of their (normal) profile address, below ``/in/``
    without that; where there is none, by their folded name.
    """
    path = profile.partition("/")[2].removeprefix("in/")
    return path or profile or fold(name)


def names_agree(one: str, other: str) -> bool:
    """Whether two folded names can be one person's: the words of one are all words of the other."""
    ours, theirs = set(one.split()), set(other.split())
    return bool(ours and theirs) and (ours <= theirs or theirs <= ours)


def contradicts(one: Collection[Address], other: Collection[Address], *, kinds: Collection[str] | None = None) -> bool:
    """Whether both have addresses of one kind and none of that kind is the same. All kinds unless ``kinds``."""
    for kind in {address[0] for address in one} & {address[0] for address in other}:
        if kinds is not None and kind not in kinds:
            continue
        ours = {value for of, value in one if of == kind}
        if ours.isdisjoint(value for of, value in other if of == kind):
            return True
    return False


def _has_profile(one: Candidate) -> bool:
    return any(kind == HandleKind.PROFILE for kind, _value in one.addresses)


def _may_share(address: Address, seen: Seen, one: Candidate) -> bool:
    """Whether the address in common makes the two one. A profile is one person's; a phone may be a family's, a mailbox
    an office's, and one file that lists two people with one e-mail means two people.
    """
    kind, value = address
    if kind == HandleKind.PROFILE or not seen.name or seen.name == one.name:
        return True
    if kind == HandleKind.PHONE or value.partition("@")[0] in SHARED_MAILBOXES or one.of_this_file:
        return names_agree(seen.name, one.name)
    return True


def _by_organisation(seen: Seen, namesakes: Sequence[Candidate]) -> Match | None:
    for one in namesakes:
        if one.organisation != seen.organisation:
            continue
        if seen.organisation:
            # Two addresses of one person are common, two profiles of one person are not.
            if not contradicts(seen.addresses, one.addresses, kinds={HandleKind.PROFILE}):
                return Match(one.key, Evidence.NAME_AND_ORGANISATION)
        elif not contradicts(seen.addresses, one.addresses):
            return Match(one.key, Evidence.NAME_ALONE)
    return None


def _by_file(seen: Seen, namesakes: Sequence[Candidate]) -> Match | None:
    """Firms change between two exports. Two rows of one export are two people, though, and two namesakes a riddle."""
    if not seen.by_name:
        return None
    fitting = [
        one
        for one in namesakes
        if one.by_file and not one.of_this_file and not contradicts(seen.addresses, one.addresses)
    ]
    return Match(fitting[0].key, Evidence.CAME_BY_FILE) if len(fitting) == 1 else None


@dataclass(frozen=True, slots=True)
class Appearance:
    """Somebody who takes part in the conversations of a file: normal profile, name as written, in how many, and in how
    many they wrote something and somebody else did, too.
    """

    profile: str
    name: str
    conversations: int
    two_sided: int = 0


def guess_me(appearances: Sequence[Appearance], *, two_sided: int, own_names: Collection[str], known: str = "") -> str:
    """Whose file it is: a normal profile, or empty where only the owner can tell.

    ``known`` was said before, and counts where it appears, unless others have one of the (folded) ``own_names`` that
    the file tells. Else the one with such a name; of several, or where no name is told, whoever wrote in nearly all
    the conversations of more than one side (there are ``two_sided`` of them), and in twice as many as the next.
    """
    named = [one for one in appearances if fold(one.name) in own_names]
    if any(one.profile == known for one in named or appearances):
        return known
    if len(named) == 1:
        return named[0].profile
    # Whoever has another name than the owner is somebody else.
    ranked = sorted(named if own_names else appearances, key=lambda one: (-one.two_sided, one.profile))
    if not ranked:
        return ""
    first, second = ranked[0], ranked[1].two_sided if len(ranked) > 1 else 0
    is_clear = first.two_sided >= max(3, 2 * second) and first.two_sided >= 0.8 * two_sided
    return first.profile if is_clear else ""

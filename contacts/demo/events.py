"""Where the example network met: three years of evenings and halls, none of which exists."""

from contacts.demo.shapes import Evening
from contacts.vocabulary import EventPart

LAST_NIGHT = "platform_day"

EVENINGS = (
    Evening(
        key="sund",
        name="Sund Software Days",
        days_ago=1085,
        place="Slagthuset, Malmö",
        notes="Two halls, one long lunch. The good conversations were on the quay, in coats.",
    ),
    Evening(
        key="kyst",
        name="Kyst Reliability Forum",
        days_ago=742,
        place="Bergen",
        part=EventPart.SPEAKING,
        notes="My talk: what the night shift knows. Forty in the room, nine stayed behind to argue.",
    ),
    Evening(
        key="arctic",
        name="Arctic Operations Panel",
        days_ago=221,
        place="Tromsø",
        part=EventPart.SPEAKING,
        notes="Panel on running systems where nobody can drive to the data centre from November to March.",
    ),
    Evening(
        key="reading",
        name="Reading evening: queues",
        days_ago=58,
        place="Deichman, Bjørvika",
        part=EventPart.HOSTING,
        notes="Eleven came, all had read the chapter. Next time: fewer chairs, more soup.",
    ),
    Evening(
        key=LAST_NIGHT,
        name="Oslo Platform Day",
        days_ago=1,
        place="Mesh, Oslo",
        notes="Six short talks, then tables. Most people came over after the session on moving hospitals.",
    ),
    Evening(
        key="bergen",
        name="Bergen Systems Meetup",
        days_ago=-8,
        place="Media City, Bergen",
        part=EventPart.SPEAKING,
        notes="Twenty minutes and questions. Bring the drawing of the two queues.",
    ),
)

"""The debrief of yesterday evening, begun and not finished; and the names at the door that were only brought along."""

from contacts.demo.events import LAST_NIGHT
from contacts.demo.shapes import Somebody, Talk, gave, was_promised
from contacts.rules.pasting import PastedRow
from contacts.vocabulary import Category, Depth, Size

XIAOYU = Somebody(
    key="xiaoyu",
    name="王小雨",
    aka="Wáng Xiǎoyǔ",
    firm="Nordlys Helse",
    role="Staff engineer, storage",
    place="Oslo",
    email="xiaoyu.wang@nordlyshelse.example",
    talks=(
        Talk(
            event=LAST_NIGHT,
            about="zero-downtime migrations, seen from the night before",
            learned="moving eleven hospitals off one database; wants to hear it from somebody who went through it. "
            "Daughter runs orienteering, first season",
            favours=(
                gave("an hour of questions after the talk", Size.MEDIUM, kind=Category.ADVICE),
                was_promised("the slides on read replicas", due_in=9),
            ),
        ),
    ),
)

ANA_LUCIA = Somebody(
    key="ana-lucia",
    name="Ana Lúcia Ferreira-Nascimento",
    firm="Correio Digital",
    role="Platform lead",
    place="Lisbon",
    zone="Europe/Lisbon",
    talks=(
        Talk(
            event=LAST_NIGHT,
            about="retiring parcel systems one post office at a time; which conferences still take first-time speakers",
            learned="wants a first talk abroad for the team of six before the reorganisation in spring",
        ),
    ),
)

RAGNHILD = Somebody(
    key="ragnhild",
    name="Ragnhild Sæther-Øvstegård",
    firm="Finnmark Kraft",
    role="Incident lead",
    place="Alta",
    talks=(
        Talk(
            event=LAST_NIGHT,
            about="incident reviews without blame",
            learned="learning Sámi in the evenings, first exam in May; writes the reviews by hand before typing them",
        ),
    ),
)

SEOYEON = Somebody(
    key="seoyeon",
    name="이서연",
    aka="Lee Seo-yeon",
    firm="Hanbit Games",
    role="Engineering manager",
    place="Stockholm",
    talks=(
        Talk(
            event=LAST_NIGHT,
            about="첫 해의 관리자",
            learned="디버거가 그립다고 했다. 봄에 부모님이 스톡홀름으로 오신다",
        ),
    ),
)

MOHAMMED = Somebody(
    key="mohammed",
    name="محمد الحسيني",
    aka="Mohammed al-Husseini",
    talks=(Talk(event=LAST_NIGHT, about="the panel in Tromsø, cold starts", learned=""),),
)

PRIYA = Somebody(
    key="priya",
    name="Priya Raghunathan",
    firm="Finnmark Kraft",
    talks=(
        Talk(
            event=LAST_NIGHT,
            about="incident reviews without blame",
            # Ragnhild's note once more, as it happens late at night: E-04 asks about it.
            learned="learning Sámi in the evenings, first exam in May; writes the reviews by hand before typing them",
        ),
    ),
)

JONAS = Somebody(
    key="jonas",
    name="Jonas from the wind farm?",
    talks=(Talk(event=LAST_NIGHT, about="swapped cards at the bar", depth=Depth.HELLO),),
)

LANYARD = Somebody(
    key="lanyard",
    name="Tall, green lanyard",
    talks=(Talk(event=LAST_NIGHT, about="ferries!! ask Yael", unfinished=True),),
)

DEBRIEF = (XIAOYU, ANA_LUCIA, RAGNHILD, SEOYEON, MOHAMMED, PRIYA, JONAS, LANYARD)

PASTED = (
    PastedRow(1, "Björk Þorsteinsdóttir", "bjork@hafnarverk.example", "Hafnarverk"),
    PastedRow(2, "ณัฐพงษ์ ศรีสุวรรณ", "nattapong@chaophraya.example", "เจ้าพระยา โลจิสติกส์"),
    PastedRow(3, "Tendai Moyo", "", "Harare Water"),
)

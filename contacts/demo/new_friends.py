"""The people of the example network met in the last year and a half."""

from contacts.demo.shapes import Somebody, Talk, asked, gave, promised, received, was_asked, was_promised
from contacts.vocabulary import Category, Channel, Depth, ExchangeState, Reason, Size, StartedBy

SMALL, MEDIUM, LARGE = Size.SMALL, Size.MEDIUM, Size.LARGE
MESSAGE, EMAIL, PHONE, VIDEO = Channel.MESSAGE, Channel.EMAIL, Channel.PHONE, Channel.VIDEO
ME, THEM = StartedBy.ME, StartedBy.THEM

MARIA_THEODORA = Somebody(
    key="maria-theodora",
    name="Maria-Theodora Wolfeschlegelsteinhausenbergerdorff-Papadimitrakopoulou",
    firm="Women in Infrastructure Europe",
    role="Programme chair",
    place="Thessaloniki",
    zone="Europe/Athens",
    email="mt@wie.example",
    circle="Quarterly",
    talks=(
        Talk(
            event="arctic",
            about="how a programme is made: two hundred proposals, thirty slots, one long table",
            learned="keeps every rejected proposal and writes to their authors a year later",
            favours=(received("an invitation to the closed session", MEDIUM, thanked=219),),
        ),
        Talk(
            days_ago=49,
            about="dinner in Athens, on a roof with too much wind",
            learned="cares for speakers who stay for the mentoring hour; grandmother's recipe for quince, written down",
            favours=(
                was_asked("two hours as a mentor", MEDIUM, kind=Category.TIME),
                received("a room at the cousin's", MEDIUM, thanked=47),
            ),
        ),
        Talk(
            days_ago=7,
            over=EMAIL,
            by=THEM,
            wrote_back=True,
            about="the organisers of the winter school, introduced by mail",
            learned="steps down as chair after the June edition and looks for two people to share the post",
            favours=(
                received("the introduction to the winter school", LARGE, kind=Category.INTRODUCTION),
                promised("the title of my talk", due_in=3),
            ),
        ),
    ),
)

HEGE = Somebody(
    key="hege",
    name="Hege Dahl",
    firm="Forskningsfondet Nord",
    role="Senior adviser",
    place="Oslo",
    email="hege.dahl@fondnord.example",
    circle="Quarterly",
    talks=(
        Talk(
            days_ago=520,
            over=PHONE,
            about="what the fund pays for, and what it only says it pays for",
            learned="reads the budget first; climbed Stetind before the knee gave up",
            favours=(
                received("half an hour for Dami", MEDIUM, thanked=515),
                asked("last year's assessments", thanked=510),
            ),
        ),
        Talk(
            days_ago=240,
            about="lunch at the fund: the mentoring application",
            learned="the committee changes in the new year, two members are leaving for Bergen",
            favours=(asked("a look at the budget table", MEDIUM, thanked=238, told=120), gave("the list of pilots")),
        ),
        Talk(
            event="platform_day",
            about="the new call, and the operation on the knee",
            learned="the call opens on the tenth of January; walking with a stick until then, no skiing this winter",
        ),
    ),
)

CHAU = Somebody(
    key="chau",
    name="Nguyễn Thị Minh Châu",
    firm="Sông Hồng Labs",
    role="Product lead",
    place="Hà Nội",
    zone="Asia/Ho_Chi_Minh",
    email="chau@songhong.example",
    circle="Quarterly",
    talks=(
        Talk(
            days_ago=300,
            over=VIDEO,
            about="payments that go through motorbike couriers",
            learned="couriers vote on each change by emoji; grew up in a lighthouse town called Kê Gà",
            favours=(gave("the paper on offline queues"),),
        ),
        Talk(
            days_ago=97,
            over=VIDEO,
            about="a year in Trondheim, on an exchange",
            learned="applied for the visa in August; brings a son of seven who wants to see snow",
            favours=(
                was_asked("a letter for the visa", MEDIUM, kind=Category.RECOMMENDATION),
                gave("an offer of the spare room", SMALL, ExchangeState.DECLINED),
            ),
        ),
        Talk(
            days_ago=61,
            over=MESSAGE,
            by=THEM,
            wrote_back=True,
            about="a lease in Norwegian, nine pages of it",
            learned="found two rooms above a bicycle workshop; the landlord plays the accordion",
            favours=(was_asked("reading the lease", kind=Category.TIME),),
        ),
        Talk(
            days_ago=26,
            over=VIDEO,
            by=THEM,
            about="schools that take a child in the middle of the year",
            learned="the son learns his first words from a cartoon about a ferry; they fly on the third of January",
            favours=(was_asked("a word with two schools", MEDIUM, kind=Category.RECOMMENDATION),),
        ),
    ),
    muted={Reason.THEIR_ASKS: "moves here in January and knows nobody yet: I said to ask me anything"},
)

INES = Somebody(
    key="ines",
    name="Inés Barrenetxea Goikoetxea",
    firm="Hiru Kooperatiba",
    role="Engineer and co-owner",
    place="Bilbao",
    zone="Europe/Madrid",
    email="ines@hiru.example",
    circle="Yearly",
    talks=(
        Talk(
            event="arctic",
            about="twelve owners, one pager",
            learned="everybody at the co-operative carries the pager, the accountant too; plays pelota on Thursdays",
            favours=(received("their rota, with the reasons for it", MEDIUM, thanked=220),),
        ),
        Talk(
            days_ago=150,
            over=MESSAGE,
            by=ME,
            wrote_back=True,
            about="what came of the rota: we copied half of it",
            learned="the accountant turned out to be the calmest of them at night",
            favours=(gave("our numbers before and after"),),
        ),
    ),
)

AMARA = Somebody(
    key="amara",
    name="Amara Diallo-Keïta",
    firm="Téranga Mobile",
    role="Network planner",
    place="Dakar",
    zone="Africa/Dakar",
    email="amara@teranga.example",
    circle="Quarterly",
    talks=(
        Talk(
            days_ago=262,
            over=VIDEO,
            about="base stations on solar power, rainy season included",
            learned="counts storks from the masts for a bird survey; one brother in Bergen",
            favours=(
                asked("photographs for my slides", SMALL, ExchangeState.OPEN),
                gave("the Svalbard battery report"),
            ),
        ),
        Talk(
            days_ago=44,
            over=PHONE,
            by=THEM,
            about="a job offer from a satellite firm, taken",
            learned="moves to Abidjan with the whole family; the eldest stays for the baccalauréat",
            favours=(was_asked("listening, for an hour, to both sides of it", MEDIUM),),
            answers={"photographs for my slides": ExchangeState.KEPT},
        ),
    ),
    reminders=((0, "first week in the new job: ask how Abidjan is"),),
)

YAEL = Somebody(
    key="yael",
    name="יעל בן־דוד",
    aka="Yael Ben-David",
    firm="מסילה פתוחה",
    role="Open data editor",
    place="Haifa",
    zone="Asia/Jerusalem",
    email="yael@mesila.example",
    talks=(
        Talk(
            event="reading",
            about="timetables as literature",
            learned="came for a semester and stayed for the libraries; translates Saabye Christensen in the evenings",
            favours=(
                gave("the 1954 railway timetable"),
                was_asked("three months of hosting for the ferry data", MEDIUM, ExchangeState.OPEN),
            ),
        ),
        Talk(
            days_ago=33,
            about="coffee in the library, about opening the ferry data",
            learned="the county says yes if somebody else hosts it; needs an answer before the budget in December",
            favours=(was_promised("the dictionary of tram words", due_in=6),),
            chases=("three months of hosting for the ferry data",),
        ),
    ),
    circle="Monthly",
)

INGRID = Somebody(
    key="ingrid",
    name="Ingrid Moe",
    firm="Kystverkstedet",
    role="Operations manager",
    place="Ålesund",
    email="ingrid@kystverkstedet.example",
    talks=(
        Talk(
            days_ago=10,
            over=PHONE,
            by=THEM,
            about="heard the panel on the radio: how do the lighthouses report in winter?",
            learned="runs sixty lamps with four people; one of them retires at Christmas with all of it in the head",
        ),
    ),
)

MATEO = Somebody(
    key="mateo",
    name="Mateo Quispe Huamán",
    firm="Andes Abierto",
    role="Teacher and maintainer",
    place="Cusco",
    zone="America/Lima",
    email="mateo@andesabierto.example",
    circle="Yearly",
    talks=(
        Talk(
            days_ago=384,
            over=VIDEO,
            about="a school network at three thousand six hundred metres",
            learned="teaches physics in Quechua, maintains the router code at night",
            favours=(gave("forty used laptops, cleaned", LARGE, kind=Category.THING),),
        ),
        Talk(
            days_ago=370,
            over=EMAIL,
            by=THEM,
            wrote_back=True,
            about="the crates have arrived",
            learned="customs kept two of the crates; the girls of the upper class set up the rest in a week-end",
            favours=(received("a letter from the upper class"),),
        ),
    ),
)

RASMUS = Somebody(
    key="rasmus",
    name="Rasmus Vang-Sørensen",
    firm="Limfjord Data",
    role="Sales director",
    place="Aalborg",
    zone="Europe/Copenhagen",
    email="rasmus@limfjorddata.example",
    talks=(
        Talk(
            days_ago=290,
            over=VIDEO,
            about="their monitoring product, mostly",
            learned="new in the job after years at sea as a first mate; quota doubles in spring",
        ),
        Talk(
            days_ago=270,
            over=MESSAGE,
            by=THEM,
            depth=Depth.HELLO,
            about="a link to the price list",
        ),
    ),
    sent_back=True,
)

NEW_FRIENDS = (MARIA_THEODORA, HEGE, CHAU, INES, AMARA, YAEL, INGRID, MATEO, RASMUS)

"""The people of the example network whom the user has known for a year or longer."""

from contacts.demo.shapes import Somebody, Talk, Yearly, asked, gave, promised, received, was_asked, was_promised
from contacts.vocabulary import Category, Channel, DateKind, DayPrecision, ExchangeState, Size, StartedBy

INNER = "Inner circle"
SMALL, MEDIUM, LARGE = Size.SMALL, Size.MEDIUM, Size.LARGE
MESSAGE, EMAIL, PHONE, VIDEO = Channel.MESSAGE, Channel.EMAIL, Channel.PHONE, Channel.VIDEO
ME, THEM = StartedBy.ME, StartedBy.THEM

# Three asks in three different weeks of one year and nothing given since: E-30 speaks up.
DAMI = Somebody(
    key="dami",
    name="Oluwadamilola Adéyẹmí-Lindqvist",
    aka="Dami",
    firm="Sundkraft Energi",
    role="Head of platform",
    place="Malmö",
    zone="Europe/Stockholm",
    email="dami@sundkraft.example",
    phone="+46 40 628 04 18",
    circle="Quarterly",
    talks=(
        Talk(
            event="sund",
            about="mentors for engineers who came by another road; coffee on the quay after the keynote",
            learned="grew up above a repair shop in Ìbàdàn and still fixes radios; lost a mentor that spring",
            favours=(received("my name, passed to the programme committee", kind=Category.RECOMMENDATION),),
        ),
        Talk(
            days_ago=801,
            over=VIDEO,
            about="three chapters of my outline, argued over line by line",
            learned="reads everything twice and never on a screen; leading the platform guild since January",
            favours=(received("notes on the outline", MEDIUM, kind=Category.ADVICE, thanked=798),),
        ),
        Talk(
            days_ago=530,
            over=PHONE,
            by=THEM,
            about="where to ask for money for a mentoring year",
            learned="the pilot pays its apprentices; that is the line Dami will not cross",
            favours=(was_asked("somebody at the research fund to talk to", kind=Category.INTRODUCTION),),
        ),
        Talk(
            days_ago=352,
            over=MESSAGE,
            by=ME,
            wrote_back=True,
            about="an opening in Gothenburg: who runs the platform team at the lorry works?",
            learned="knew the person from a choir, and asked before giving me the address",
            favours=(asked("an introduction to the platform team in Gothenburg", MEDIUM, kind=Category.INTRODUCTION),),
        ),
        Talk(
            days_ago=214,
            over=MESSAGE,
            by=ME,
            wrote_back=True,
            about="a sentence to quote in the grant application",
            learned="parental leave begins in a fortnight, nothing official can be signed before it",
            favours=(asked("a quote for the grant application", SMALL, ExchangeState.DECLINED),),
        ),
        Talk(
            days_ago=79,
            over=MESSAGE,
            by=ME,
            wrote_back=True,
            about="my talk proposal, due on the Monday",
            learned="says no to panels now and yes to small rooms; cut the first third overnight",
            favours=(
                asked("reading the talk proposal", MEDIUM, kind=Category.TIME),
                promised("my notes on the Nordic mentoring grant", due_in=4),
                was_promised("the recording of the Lagos keynote", due_in=12),
            ),
        ),
    ),
)

CHUKWUEMEKA = Somebody(
    key="chukwuemeka",
    name="Chukwuemeka Okonkwo-Bergström",
    firm="independent",
    role="Writes about software that outlives its authors",
    place="Lund",
    zone="Europe/Stockholm",
    email="chukwuemeka@bergstrom.example",
    circle=INNER,
    talks=(
        Talk(
            event="sund",
            about="why nobody deletes code; the bus back to the hotel took an hour and was too short",
            learned="left a music company after nine years to write one book; plays the cello badly, by own account",
        ),
        Talk(
            days_ago=688,
            over=VIDEO,
            about="first readers for the book",
            learned="wants readers who maintain things, not reviewers; deadline moved to the winter",
            favours=(
                was_asked("two first readers who run old systems", MEDIUM, kind=Category.INTRODUCTION),
                gave("my copy of the ferry logs", kind=Category.THING),
            ),
        ),
        Talk(
            days_ago=402,
            about="walked round the botanical garden in Lund; chapter two, and whether to name the company",
            learned="sister is a lawyer and read the chapter before anybody; the cello teacher moved away",
            favours=(
                received("an evening on my slides", MEDIUM, thanked=400),
                received("the drawing of the two queues"),
            ),
        ),
        Talk(
            days_ago=167,
            over=PHONE,
            by=THEM,
            about="publisher wants a subtitle",
            learned="dreading the launch more than the writing; would rather read aloud in libraries",
            favours=(was_asked("twenty minutes on subtitles"), received("a chapter to use in the reading evening")),
        ),
        Talk(
            days_ago=52,
            over=PHONE,
            about="forty minutes from a train in Skåne: chapter four, and what the editor struck out",
            learned="hopes to finish the book by Easter; asked to be asked about chapter four, not about the date",
            favours=(asked("a name for the reading evening in spring"), gave("the night shift interviews", MEDIUM)),
        ),
    ),
)

OLENA = Somebody(
    key="olena",
    name="Олена Кравчук",
    aka="Olena Kravchuk",
    firm="Fjordbanken",
    role="Data engineer",
    place="Oslo",
    email="olena.kravchuk@fjordbanken.example",
    circle=INNER,
    dates=(Yearly(kind=DateKind.BIRTHDAY, in_days=6, years=40),),
    talks=(
        Talk(
            days_ago=905,
            about="finding work in Oslo with papers from Kharkiv",
            learned="ran the night batch of a railway for six years; learning Norwegian from the radio",
            favours=(gave("an evening with the application letter", MEDIUM),),
        ),
        Talk(
            days_ago=861,
            over=PHONE,
            by=THEM,
            about="the interview at Fjordbanken",
            learned="first offer ever in a language learnt as an adult; starts in the autumn",
            favours=(
                was_asked("a reference by telephone", MEDIUM, kind=Category.RECOMMENDATION),
                gave("the winter coat from the attic", kind=Category.THING),
            ),
        ),
        Talk(
            days_ago=590,
            about="soup and the state of the settlement engine",
            learned="sings alto, looking for a choir that rehearses on Wednesdays",
            favours=(gave("a word with the choir at Sagene"),),
        ),
        Talk(
            days_ago=331,
            over=VIDEO,
            private=True,
            about="a month in Lviv",
            learned="mother is ill again and will not move; works from there until the summer",
            favours=(was_asked("taking over the reading group for two months", LARGE),),
        ),
        Talk(
            event="reading",
            about="back-pressure, explained with a tram depot",
            learned="the choir sings the Rachmaninov vespers in December; has one solo line",
            favours=(received("cooked for eleven, for the reading evening", LARGE, thanked=57),),
        ),
        Talk(
            event="platform_day",
            about="the new choir, and the reading group on queues",
            learned="rehearses three times a week now; dress concert is on the twelfth of December",
        ),
    ),
)

SIOBHAN = Somebody(
    key="siobhan",
    name="Siobhán Ní Dhomhnaill",
    firm="Coláiste na Gaillimhe Nua",
    role="Director of studies",
    place="Galway",
    zone="Europe/Dublin",
    email="siobhan@gaillimh.example",
    circle="Quarterly",
    talks=(
        Talk(
            days_ago=166,
            over=VIDEO,
            about="apprentices in operations: who pays, who teaches",
            learned="the second cohort opens in January, and not without a paid placement for every apprentice",
            favours=(received("the Galway syllabus", MEDIUM, thanked=165),),
        ),
        Talk(
            days_ago=96,
            over=EMAIL,
            by=ME,
            wrote_back=True,
            about="how the syllabus worked with our two trainees",
            learned="writing the exam in Irish first, then in English; swims in the bay until November",
            favours=(gave("what our trainees made of it"), asked("the marking scheme", thanked=90, told=40)),
        ),
        Talk(
            days_ago=23,
            over=VIDEO,
            about="an apprenticeship year that loses its funding half-way, and how Bergen went on regardless",
            learned="four of nine placements are signed; a board meeting on the first decides about the rest",
            favours=(promised("the two names in Bergen who kept their apprenticeship year", due_in=-4, asked=True),),
        ),
    ),
)

TORBJORN = Somebody(
    key="torbjorn",
    name="Torbjørn Hagerup",
    firm="Hagerup & Døtre",
    role="Founder",
    place="Stavanger",
    email="torbjorn@hagerup.example",
    circle="Yearly",
    talks=(
        Talk(
            event="kyst",
            about="pumps, sensors, and whether a small firm needs a night shift at all",
            learned="took the works over from an aunt; two daughters in the business, a third who refuses",
            favours=(was_asked("half an hour on alert fatigue", kind=Category.ADVICE),),
        ),
        Talk(
            days_ago=410,
            over=PHONE,
            by=THEM,
            about="hiring their first operations engineer",
            learned="offered the job to a cousin first; the cousin sails instead",
            favours=(was_asked("reading the job advertisement", MEDIUM, kind=Category.TIME),),
        ),
        Talk(
            days_ago=188,
            over=MESSAGE,
            by=THEM,
            wrote_back=True,
            about="a supplier who does not answer",
            learned="the new hall in Sandnes is late, the roof came from Poland by sea",
            favours=(was_asked("a word with the supplier", MEDIUM, kind=Category.RECOMMENDATION),),
        ),
        Talk(
            days_ago=20,
            over=PHONE,
            by=THEM,
            about="would I sit on the advisory board, unpaid, from January",
            learned="wants to hand the firm on within five years and does not know to whom",
            favours=(was_asked("a seat on the advisory board", LARGE, ExchangeState.DECLINED),),
        ),
    ),
)

TAKUMI = Somebody(
    key="takumi",
    name="大西 匠",
    aka="Takumi Ōnishi",
    firm="北浜システム",
    role="Principal engineer",
    place="Osaka",
    zone="Asia/Tokyo",
    email="onishi@kitahama.example",
    circle="Yearly",
    talks=(
        Talk(
            event="kyst",
            about="失敗の記録を誰が読むのか",
            learned="父が灯台守だった。来年、息子が函館の大学へ行く",
        ),
        Talk(
            days_ago=415,
            over=EMAIL,
            by=ME,
            wrote_back=True,
            about="whether the lighthouse story may be told on stage",
            learned="would rather tell it in print one day; writes haiku for the company paper",
            favours=(asked("telling the lighthouse story in my talk", SMALL, ExchangeState.DECLINED),),
        ),
        Talk(
            days_ago=143,
            over=EMAIL,
            by=ME,
            wrote_back=True,
            about="a week in Osaka: a desk to work from",
            learned="the office moves in July, everything is in boxes; recommended a tea house with good light",
            favours=(
                asked("a desk for a week", MEDIUM, ExchangeState.DECLINED),
                received("the tea house in Nakazakichō"),
            ),
        ),
    ),
)

ELENI = Somebody(
    key="eleni",
    name="Ελένη Παπαδοπούλου",
    firm="Ακτή Δεδομένα",
    role="Operations lead",
    place="Piraeus",
    zone="Europe/Athens",
    email="eleni@akti.example",
    circle="Yearly",
    dates=(Yearly(kind=DateKind.OTHER, in_days=45, label="The day the office opened in Piraeus"),),
    talks=(
        Talk(
            days_ago=640,
            over=VIDEO,
            about="moving a port's booking system without closing the port",
            learned="has four weekends in the year in which ships may wait; cannot find a reviewer for the plan",
            favours=(gave("a week-end on the migration plan", LARGE, kind=Category.SKILL),),
        ),
        Talk(
            days_ago=193,
            over=PHONE,
            by=THEM,
            about="the migration is done, eleven minutes late",
            learned="expecting twins, on leave until March; the brother keeps bees on Aegina",
        ),
    ),
)

JAN = Somebody(
    key="jan",
    name="Jan de Wit",
    firm="De Wit belastingadvies",
    role="Tax adviser",
    place="Utrecht",
    zone="Europe/Amsterdam",
    email="jan@dewit.example",
    formal=True,
    talks=(
        Talk(
            days_ago=700,
            over=VIDEO,
            about="invoices across three borders, and rowing",
            learned="rows stroke in a veterans' eight; specialised in co-operatives after inheriting one",
            favours=(asked("the VAT return of that year", MEDIUM, kind=Category.SKILL, our_work=True),),
        ),
        Talk(
            days_ago=335,
            over=EMAIL,
            by=ME,
            wrote_back=True,
            about="the yearly papers",
            learned="broke a wrist on the ice in January and typed left-handed for a month",
            favours=(asked("the yearly accounts", MEDIUM, our_work=True),),
        ),
        Talk(
            event="platform_day",
            about="rowing, and tax law for platform co-operatives",
            learned="in Oslo for a regatta meeting; thinking of teaching one day a week",
        ),
    ),
)

BO = Somebody(
    key="bo",
    name="Bo Ek",
    place="Umeå",
    phone="+44 20 7946 0018",
    circle="Yearly",
    talks=(
        Talk(
            days_ago=1060,
            precision=DayPrecision.YEAR,
            about="shared a desk and a soldering iron for most of a year",
            learned="builds kayaks; moved north for the snow and for a vet called Lotta",
            favours=(received("the soldering iron"), gave("two weeks of the on-call rota", MEDIUM)),
        ),
        Talk(
            days_ago=372,
            over=Channel.LETTER,
            by=THEM,
            wrote_back=True,
            about="a card with a kayak on it, answered with one of the fjord",
            learned="Lotta opened a practice of her own; the dog is called Iron",
        ),
    ),
    snoozed="two_weeks",
)

LUKASZ = Somebody(
    key="lukasz",
    name="Łukasz Żółciński",
    firm="Wawel Cloud",
    role="Site reliability engineer",
    place="Kraków",
    zone="Europe/Warsaw",
    email="lukasz@wawelcloud.example",
    circle="Quarterly",
    talks=(
        Talk(
            event="kyst",
            about="dashboards nobody looks at",
            learned="deleted two hundred of them in a week and was thanked by nobody; collects tram tickets",
            favours=(received("the script that counts who looks at what"),),
        ),
        Talk(
            days_ago=505,
            over=MESSAGE,
            by=ME,
            wrote_back=True,
            about="the script, half a year on",
            learned="on-call pay is being argued over with the union, Łukasz negotiates for the night shift",
            favours=(gave("our on-call agreement, names out"),),
        ),
        Talk(
            days_ago=260,
            over=VIDEO,
            about="on-call pay: settled",
            learned="won Sundays at double; daughter Hania starts at the lyceum",
            favours=(was_asked("a look at the wording"), received("tram tickets from four cities")),
        ),
        Talk(
            days_ago=90,
            over=MESSAGE,
            by=THEM,
            wrote_back=True,
            about="summer in the Beskids",
            learned="bought a hut without electricity on purpose; Hania wants to study physics",
            favours=(gave("the solar lamp", kind=Category.THING), asked("the hut for a week-end in June", thanked=85)),
        ),
    ),
    reminders=((3, "exam week in Kraków is over: ask how Hania did"),),
)

OLD_FRIENDS = (DAMI, CHUKWUEMEKA, OLENA, SIOBHAN, TORBJORN, TAKUMI, ELENI, JAN, BO, LUKASZ)

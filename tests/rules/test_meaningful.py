"""Being in touch, being meaningful, and what is missing (E-01, E-02, E-04)."""

from dataclasses import replace
from datetime import date, timedelta
from time import perf_counter
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.rules.meaningful import InteractionFacts, OtherNote, judge, took_part
from contacts.vocabulary import Channel, Depth, Missing, StartedBy

TODAY = date(2026, 11, 22)


def facts(talked_about: str, learned: str, **changes) -> InteractionFacts:
    """A live conversation yesterday, told in two texts."""
    spoken = InteractionFacts(
        channel=Channel.IN_PERSON,
        started_by=StartedBy.BOTH,
        depth=Depth.CONVERSATION,
        they_took_part=True,
        talked_about=talked_about,
        learned=learned,
        happened_on=TODAY - timedelta(days=1),
        today=TODAY,
    )
    return replace(spoken, **changes)


def missing_of(talked_about: str, learned: str, **changes) -> tuple[Missing, ...]:
    return judge(facts(talked_about, learned, **changes)).missing


ANA = ("Ana", "Ana García", "Acme Ltd", "CFO", "Web Summit Lisbon 2026")

TELLING = [
    # the cases that the rule was written from
    ("hiring CTO", "quit Google, pregnant"),
    ("Kündigungsschutzklage", "sucht Wohnung in Bremen"),
    ("転職について", "来年東京に引っ越す"),
    ("his talk on tides", "daughter starts school"),
    ("moved to Leeds", "mother ill"),
    # short English notes, typed on a train
    ("tides", "quit Google, pregnant"),
    ("coffee", "moved to LA in May"),
    ("visas", "moving to the US"),
    ("school fees", "vegan"),
    ("cycling", "broke her collarbone"),
    ("AI", "left Uber for a bakery"),
    ("IT budgets", "son has exams"),
    ("choir", "sings alto, two kids"),
    ("the panel", "hates panels, prefers workshops"),
    ("series B", "closing in March"),
    ("Rust vs Go", "writes a book on compilers"),
    ("house prices", "selling the flat in Hove"),
    ("dogs", "got a 🐕 from the shelter"),
    ("weather", "afraid of flying"),
    ("job", "redundant since June"),
    ("her sabbatical", "walks the Camino in spring"),
    ("nothing much, the weather", "wife expecting twins"),
    ("Nice talk about tides", "great sailor, crossed the Atlantic"),
    ("lunch", "Ana's brother opens a café in Porto"),
    ("great to meet you over sourdough", "bakes every Sunday, teaches it too"),
    ("football", "coaches the under-12s"),
    ("intro to Priya", "I promised it; she wants Priya's view on pricing"),
    ("my startup", "told him about my startup, he invests in climate funds"),
    ("my startup", "I pitched my product and she knows two buyers in Lyon"),
    ("mortgage", "we both grew up in Leeds"),
    ("tax", "his accountant retired"),
    ("old times", "my former boss is her uncle"),
    ("Nachhilfe", "Tochter lernt Latein"),
    # German
    ("Wohnungssuche", "zieht im März nach Köln"),
    ("Elternzeit", "zweites Kind im Mai"),
    ("Kündigung", "Mutter pflegebedürftig"),
    ("Chor", "singt Bass im Domchor"),
    ("nettes Gespräch über Brücken", "baut eine Brücke in Duisburg"),
    ("Garten", "Bienen! Will imkern lernen"),
    ("Umzug", "Vater ist gestorben"),
    ("Bahnstreik", "pendelt täglich nach Mainz"),
    # French
    ("levée de fonds", "déménage à Lyon en avril"),
    ("l'école", "sa fille entre en sixième"),
    ("congé", "enceinte, accouche en juin"),
    ("vélo", "a traversé les Pyrénées"),
    ("belle rencontre, voile", "vend son bateau à Brest"),
    # Spanish
    ("mudanza", "busca piso en Sevilla"),
    ("oposiciones", "su madre está enferma"),
    ("fútbol", "entrena a niños los sábados"),
    ("visado", "quiere volver a Chile"),
    # Italian, Portuguese
    ("asilo", "la figlia comincia a settembre"),
    ("trasloco", "cerca casa a Torino"),
    ("concurso", "mudou de emprego, vive em Braga"),
    ("surf", "o filho nasceu em julho"),
    # Dutch, Scandinavian
    ("verhuizing", "zoekt huis in Utrecht"),
    ("school", "dochter begint met vioolles"),
    ("segling", "köpte båt i Göteborg"),
    ("barnehage", "venter barn i mai"),
    ("skole", "søn starter i første klasse"),
    # Polish, and languages the lists do not know
    ("przeprowadzka", "szuka mieszkania w Krakowie"),
    ("ciąża", "rodzi w maju"),
    ("lakás", "Budapestre költözik tavasszal"),
    ("työ", "muuttaa Ouluun keväällä"),
    ("taşınma", "İzmir'e taşınıyor"),
    ("переезд", "ищет квартиру в Казани"),
    ("μετακόμιση", "ψάχνει σπίτι στην Πάτρα"),
    ("العمل", "ينتقل إلى القاهرة"),
    ("עבודה", "עוברת לחיפה בקיץ"),
    ("नौकरी", "बेटी स्कूल जाती है"),
    # scripts without spaces
    ("子供の学校", "猫を三匹飼っている"),
    ("换工作", "女儿上小学"),
    ("搬家", "明年去上海"),
    ("이직", "딸이 초등학교 입학"),
    ("งานใหม่", "ย้ายไปเชียงใหม่"),
    ("ការងារ", "ផ្លាស់ទៅភ្នំពេញ"),
    ("အလုပ်", "ရန်ကုန်ကိုပြောင်းမယ်"),
    ("ວຽກ", "ຍ້າຍໄປວຽງຈັນ"),
]

EMPTY_ON_THEM = [
    ("great to meet you", "very nice person, let's stay in touch"),
    ("said hi", "CFO at Acme"),
    ("coffee", ""),
    ("coffee", "   "),
    ("quarterly numbers", "n/a"),
    ("quarterly numbers", "-"),
    ("quarterly numbers", "..."),
    ("quarterly numbers", "tbd"),
    ("quarterly numbers", "nothing"),
    ("quarterly numbers", "asdf"),
    ("quarterly numbers", "test test"),
    ("quarterly numbers", "xxx"),
    ("quarterly numbers", "👍👍🙂"),
    ("quarterly numbers", "good chat"),
    ("quarterly numbers", "Really nice guy, good to see you!"),
    ("quarterly numbers", "We exchanged cards."),
    ("quarterly numbers", "connected on LinkedIn"),
    ("quarterly numbers", "had a great conversation, looking forward to catching up"),
    ("quarterly numbers", "Ana García is CFO at Acme Ltd"),
    ("quarterly numbers", "met Ana at the Web Summit Lisbon 2026"),
    ("quarterly numbers", "told him about my startup"),
    ("quarterly numbers", "I pitched my product"),
    ("quarterly numbers", "I gave her my card"),
    ("quarterly numbers", "talked about my new job"),
    ("quarterly numbers", "told Ana all about our startup"),
    ("quarterly numbers", "We're raising a seed round"),
    ("quarterly numbers", "I am looking for a designer"),
    ("quarterly numbers", "good chat, told him about my startup and my product"),
    ("Quartalszahlen besprochen", "sehr nette Person, wir bleiben in Kontakt"),
    ("Quartalszahlen besprochen", "war sehr nett"),
    ("Quartalszahlen besprochen", "nettes Gespräch, Visitenkarten getauscht"),
    ("Quartalszahlen besprochen", "ich habe ihm von meinem neuen Startup erzählt"),
    ("chiffres trimestriels", "très sympa, on reste en contact"),
    ("chiffres trimestriels", "ravi de vous rencontrer, à bientôt"),
    ("chiffres trimestriels", "je lui ai présenté mon projet"),
    ("números trimestrales", "muy simpática, seguimos en contacto"),
    ("números trimestrales", "mucho gusto, buena charla"),
    ("números trimestrales", "le hablé de mi empresa"),
    ("numeri trimestrali", "molto simpatico, restiamo in contatto"),
    ("números trimestrais", "muito legal, boa conversa"),
    ("kwartaalcijfers besproken", "heel aardig, leuk gesprek"),
    ("kvartalssiffror", "trevlig person, vi hörs"),
    ("wyniki kwartalne", "bardzo miła osoba, bądźmy w kontakcie"),
    ("四半期の数字", "いい人でした。よろしくお願いします"),
    ("季度数据", "很高兴认识你，保持联系"),
    ("분기 실적", "좋은 사람, 만나서 반갑습니다"),
    ("quarterly numbers", "\x00\x00"),
    ("quarterly numbers", "\ud800"),
]


@pytest.mark.parametrize(("talked_about", "learned"), TELLING)
def test_passes_what_says_something_about_them(talked_about, learned):
    verdict = judge(facts(talked_about, learned))
    assert verdict.meaningful, verdict.missing
    assert verdict.in_touch
    assert verdict.missing == ()


@pytest.mark.parametrize(("talked_about", "learned"), EMPTY_ON_THEM)
def test_asks_what_was_learned_where_nothing_about_them_is_said(talked_about, learned):
    verdict = judge(facts(talked_about, learned, known=ANA))
    assert not verdict.meaningful
    assert Missing.LEARNED in verdict.missing
    assert verdict.in_touch, "being in touch needs no text"


@pytest.mark.parametrize(
    ("talked_about", "learned", "missing"),
    [
        ("", "moves to Porto in May", (Missing.TALKED_ABOUT,)),
        ("-", "moves to Porto in May", (Missing.TALKED_ABOUT,)),
        ("n/a", "moves to Porto in May", (Missing.TALKED_ABOUT,)),
        ("tbd", "moves to Porto in May", (Missing.TALKED_ABOUT,)),
        ("なし", "来年東京に引っ越す", (Missing.TALKED_ABOUT,)),
        ("great to meet you", "moves to Porto in May", (Missing.THIN_TOPIC,)),
        ("said hi", "moves to Porto in May", (Missing.THIN_TOPIC,)),
        ("nettes Gespräch", "zieht nach Köln um", (Missing.THIN_TOPIC,)),
        ("", "", (Missing.TALKED_ABOUT, Missing.LEARNED)),
        ("moved to Leeds", "moved to Leeds", (Missing.SAME_TEXT,)),
        ("moved to Leeds", "  MOVED to Leeds!", (Missing.SAME_TEXT,)),
        ("Zürich im Mai", "zurich im mai.", (Missing.SAME_TEXT,)),
        ("nice chat", "nice chat", (Missing.THIN_TOPIC, Missing.LEARNED)),
        ("food", "vegan", (Missing.THIN,)),
        ("Lisbon", "Ana retires", (Missing.THIN,)),
    ],
)
def test_lists_what_the_texts_lack(talked_about, learned, missing):
    assert missing_of(talked_about, learned, known=("Ana García",)) == missing


@pytest.mark.parametrize("topic", ["great to meet you", "said hi", "nettes Gespräch", "merci beaucoup"])
def test_takes_a_topic_of_stock_words_after_one_yes(topic):
    assert missing_of(topic, "moves to Porto") == (Missing.THIN_TOPIC,)
    assert missing_of(topic, "moves to Porto", confirmed=True) == ()


@pytest.mark.parametrize("topic", ["", "  ", "n/a", "-", "tbd", "asdf", "👍"])
def test_a_yes_makes_no_topic_out_of_none(topic):
    assert missing_of(topic, "moves to Porto in May", confirmed=True) == (Missing.TALKED_ABOUT,)


def test_a_yes_does_not_stand_for_what_was_learned():
    assert missing_of("said hi", "nice guy", confirmed=True) == (Missing.LEARNED,)


@pytest.mark.parametrize(
    ("changes", "missing", "in_touch"),
    [
        ({"unfinished": True}, (Missing.UNFINISHED,), False),
        ({"happened_on": TODAY + timedelta(days=1)}, (Missing.FUTURE,), False),
        ({"happened_on": TODAY}, (), True),
        ({"happened_on": date(1926, 2, 28)}, (), True),
        ({"depth": Depth.HELLO}, (Missing.HELLO,), False),
        ({"depth": Depth.CHAT}, (), True),
        ({"they_took_part": False}, (Missing.ONE_WAY,), False),
        ({"depth": Depth.HELLO, "they_took_part": False}, (Missing.HELLO, Missing.ONE_WAY), False),
    ],
)
def test_needs_two_sides_on_a_day_that_came(changes, missing, in_touch):
    verdict = judge(facts("hiring CTO", "quit Google, pregnant", **changes))
    assert verdict.missing == missing
    assert verdict.in_touch is in_touch
    assert verdict.meaningful is not bool(missing)


def test_asks_how_far_it_went_when_a_hello_has_much_to_tell():
    assert judge(facts("hiring CTO", "quit Google, pregnant", depth=Depth.HELLO)).asks_depth
    assert not judge(facts("hiring CTO", "quit Google, pregnant")).asks_depth
    assert not judge(facts("said hi", "nice guy", depth=Depth.HELLO)).asks_depth


@pytest.mark.parametrize(
    ("known", "learned", "passes"),
    [
        ((), "CFO at Acme", True),
        (("Ana", "CFO", "Acme"), "CFO at Acme", False),
        (("Ana", "CFO", "Acme"), "CFO at Acme's, hates it", True),
        (("Head of Product Design",), "head of product design", False),
        (("Head of Product Design",), "left product management", True),
        (("Web Summit Lisbon 2026",), "moves to Lisbon", True),
        (("Web Summit Lisbon 2026",), "the Web Summit Lisbon", False),
        (("José Müller",), "Jose Muller", False),
        (("Łukasz",), "ŁUKASZ", False),
        (("田中",), "田中さんです", False),
        (("Anna",), "Annas Tochter", True),
        (("Acme", "Bo"), "Bo Acme", False),
    ],
)
def test_leaves_out_what_is_known_of_them_anyway(known, learned, passes):
    missing = missing_of("two long quarters", learned, known=known)
    assert missing == (() if passes else (Missing.LEARNED,))


# E-04: a note of their own

PASTED = "Wants to move her whole team to Porto next spring"


def note(text: str, *, name: str = "Bea Kern", interaction_id: int = 7) -> OtherNote:
    return OtherNote(interaction_id=interaction_id, person_name=name, text=text)


@pytest.mark.parametrize(
    ("learned", "other"),
    [
        (PASTED, PASTED),
        (PASTED, PASTED.upper() + "!"),
        (PASTED, "Nice guy. " + PASTED),
        ("Ana is hiring three nurses in Bremen", "Bea is hiring three nurses in Bremen"),
        ("Ana García leitet das neue Werk in Ulm", "Bea Kern leitet das neue Werk in Ulm"),
        ("He is a tidal engineer from Porto", "he is a tidal engineer from Porto."),
        ("来年東京に引っ越すので家を探している", "来年東京に引っ越すので家を探している"),
    ],
)
def test_the_same_note_about_somebody_else_that_week_does_not_pass(learned, other):
    copy = note(other)
    verdict = judge(
        facts("the talk", learned, known=("Ana García",), other_notes=(note("plays the viola in a quartet"), copy))
    )
    assert verdict.missing == (Missing.COPIED,)
    assert verdict.copied_from == copy
    assert verdict.in_touch
    settled = judge(facts("the talk", learned, known=("Ana García",), other_notes=(copy,), true_of_both=True))
    assert settled.meaningful
    assert settled.copied_from is None


@pytest.mark.parametrize(
    ("learned", "other"),
    [
        ("mother ill, moved", "mother ill, moved"),
        ("quit Google, now pregnant", "quit Google, now pregnant"),
        (PASTED, "Wants to leave Porto for good after twenty years of trams"),
        (PASTED, ""),
        (PASTED, "\x00\ud800"),
        ("daughter starts school in Leeds next year", "brother sells the bakery in Hull next month"),
    ],
)
def test_a_short_fact_or_another_note_is_no_copy(learned, other):
    verdict = judge(facts("hiring two people", learned, other_notes=(note(other),)))
    assert verdict.meaningful
    assert verdict.copied_from is None


def test_names_the_note_that_is_most_alike():
    near = note(PASTED.replace("spring", "autumn"), interaction_id=1)
    same = note(PASTED, interaction_id=2)
    assert judge(facts("the talk", PASTED, other_notes=(near, same))).copied_from == same


def test_the_same_topic_is_no_copy():
    topic = "a long talk about tides and the harbour wall"
    assert judge(facts(topic, "afraid of boats", other_notes=(note(topic),))).meaningful


# who took part


@pytest.mark.parametrize(
    ("channel", "started_by", "they_wrote_too", "days_ago", "both"),
    [
        (Channel.IN_PERSON, StartedBy.ME, False, None, True),
        (Channel.PHONE, StartedBy.THEM, False, None, True),
        (Channel.VIDEO, StartedBy.ME, False, None, True),
        (Channel.EMAIL, StartedBy.ME, False, None, False),
        (Channel.EMAIL, StartedBy.THEM, False, None, False),
        (Channel.MESSAGE, StartedBy.BOTH, False, None, True),
        (Channel.LETTER, StartedBy.ME, True, None, True),
        (Channel.EMAIL, StartedBy.ME, False, 0, True),
        (Channel.EMAIL, StartedBy.ME, False, 30, True),
        (Channel.EMAIL, StartedBy.ME, False, 31, False),
        (Channel.EMAIL, StartedBy.ME, False, -1, False),
    ],
)
def test_tells_whether_both_sides_took_part(channel, started_by, they_wrote_too, days_ago, both):
    answers_on = None if days_ago is None else TODAY - timedelta(days=days_ago)
    assert (
        took_part(
            channel=channel,
            started_by=started_by,
            they_wrote_too=they_wrote_too,
            answers_on=answers_on,
            happened_on=TODAY,
        )
        is both
    )


# whatever is typed

ANY_TEXT = st.text(st.characters(codec=None), max_size=200)
FRESH_WORDS = st.lists(
    st.sampled_from(["zither", "Quokka", "Dachstuhl", "mangrove", "żubr", "Σίσυφος"]), min_size=1, max_size=4
)
NOTES = st.sampled_from([*TELLING, *EMPTY_ON_THEM])


@given(ANY_TEXT, ANY_TEXT, st.booleans())
def test_judges_any_text(talked_about, learned, confirmed):
    other = note(learned)
    verdict = judge(facts(talked_about, learned, confirmed=confirmed, known=(talked_about,), other_notes=(other,)))
    assert verdict.meaningful is (not verdict.missing)


@given(NOTES, FRESH_WORDS, st.sampled_from(["topic", "learned"]), st.booleans())
def test_more_words_never_turn_a_pass_into_a_refusal(texts, words, which, in_front):
    talked_about, learned = texts
    more = " ".join(words)

    def longer(text: str) -> str:
        return f"{more} {text}" if in_front else f"{text} {more}"

    if judge(facts(talked_about, learned)).meaningful:
        if which == "topic":
            talked_about = longer(talked_about)
        else:
            learned = longer(learned)
        assert judge(facts(talked_about, learned)).meaningful


@given(NOTES, st.sampled_from([str.upper, str.casefold, str.title]), st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_case_and_normal_form_do_not_matter(texts, change_case, form):
    plain = judge(facts(*texts))
    other = judge(facts(*(normalize(form, change_case(text)) for text in texts)))
    assert other == plain


@given(
    NOTES, st.sampled_from(["  ", "\t", "\u00a0", "\u2003"]), st.sampled_from(["\u200e", "\u202e", "\u2067", "\ufeff"])
)
def test_space_and_marks_of_direction_do_not_matter(texts, space, mark):
    plain = judge(facts(*texts))
    other = judge(facts(*(mark + text.replace(" ", space) + mark + space for text in texts)))
    assert other == plain


@pytest.mark.parametrize(
    "text",
    [
        "a" * 50_000,
        "word " * 10_000,
        "moves to Porto. " * 3_125,
        "I told him about my startup, " * 1_724,
        "e\u0301\u0323" * 16_666,
        "a" + "\u0301\u0323" * 25_000,
        "\ufdfa" * 50_000,
        "東京" * 25_000,
        "'" * 50_000,
        "x'" * 25_000,
        "\x00" * 50_000,
        "\ud800" * 50_000,
        "nice to see " * 4_166,
        " " * 50_000,
        "".join(map(chr, range(0x4E00, 0x9FFF))) * 2,
    ],
    ids=lambda text: ascii(text[:8]),
)
def test_judges_fifty_thousand_characters_at_once(text):
    held = facts(text, "x " + text, known=ANA)
    judge(held)
    took = []
    for _ in range(3):
        started = perf_counter()
        judge(held)
        took.append(perf_counter() - started)
    assert min(took) < 0.25, f"{min(took):.3f} s"


def test_compares_with_a_week_of_notes_at_once():
    week = tuple(
        note(f"{PASTED} {number} and keeps {number} hens", name=f"Bea {number}", interaction_id=number)
        for number in range(200)
    )
    held = facts("the talk", "sings alto in the cathedral choir in Wells, two sons at school there", other_notes=week)
    judge(held)
    started = perf_counter()
    judge(held)
    assert perf_counter() - started < 0.25

"""Which words of a text have substance."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.rules import word_lists
from contacts.rules.words import content_words, is_blank, says_something, tokens


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("She's moved to Leeds, hasn't she?", ["moved", "leeds"]),
        ("let's stay in touch", []),
        ("lets stay in touch", []),
        ("stay-in-touch", []),
        ("I'll call; mother's ill", ["call", "mother", "ill"]),
        ("l'université d'été", ["universite", "ete"]),
        ("2 kids, 1 dog", ["2", "kids", "1", "dog"]),
        ("plan B", ["plan"]),
        ("moved to the US", ["moved", "the us"]),
        ("moved to LA", ["moved", "to la"]),
        ("told us about tides", ["tides"]),
        ("STRASSE in Köln", ["strasse", "koln"]),
        ("Straße in Ko\u0308ln", ["strasse", "koln"]),
        ("ＡＣＭＥ", ["acme"]),
        ("ﬁne ﬂat", ["flat"]),
        ("so\u00adcial work\u200ber", ["social", "worker"]),
        ("\u202egnilias\u202c", ["gnilias"]),
        ("🎂 on Friday 👏🏽❤️", ["🎂", "friday"]),
        ("back to 🇵🇹🇧🇷, ⚽ on Sundays ☺✨", ["back", "🇵🇹🇧🇷", "⚽", "sundays"]),
        ("来年東京に引っ越す", ["来年", "東京", "に引", "っ越"]),
        ("猫", ["猫"]),
        ("는", []),
        ("딸 입학", ["딸", "입학"]),
        ("Tokyo来年", ["tokyo", "来年"]),
        ("बेटी", ["बेटी"]),
        ("test", []),
        ("driving test", ["driving", "test"]),
        ("congratulations on the twins", ["twins"]),
        ("a\x00b\x00Porto", ["porto"]),
        ("\ud800\udfff", []),
        ("<script>alert(1)</script>", ["script", "alert", "1", "script"]),
        ("", []),
    ],
)
def test_keeps_the_words_that_say_something(text, words):
    assert content_words(text) == words


@pytest.mark.parametrize(
    "text",
    ["", " ", "-", "--", "n/a", "N.A.", "...", "?", "tbd", "TBD!", "nothing", "asdf", "xxx", "👍", "なし", "\x00"],
)
def test_knows_what_is_typed_in_place_of_a_text(text):
    assert is_blank(text)


@pytest.mark.parametrize("text", ["hi", "nice chat", "met", "猫", "x-ray", "test drive", "7", "nothing fits"])
def test_a_thin_text_is_still_a_text(text):
    assert not is_blank(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "👍",
        "❤️",
        "thx",
        "Thanks!",
        "Thank you so much :)",
        "Happy birthday!!!",
        "Happy birthday, all the best",
        "Merry Christmas and a happy new year",
        "Congrats!",
        "hi, how are you?",
        "Just checking in",
        "danke",
        "Vielen Dank!",
        "Alles Gute zum Geburtstag",
        "Frohe Weihnachten und guten Rutsch",
        "merci beaucoup",
        "joyeux anniversaire",
        "¡Feliz cumpleaños!",
        "muchas gracias",
        "buon compleanno, auguri",
        "Gefeliciteerd",
        "Grattis på födelsedagen",
        "Tillykke med fødselsdagen",
        "Sto lat",
        "お誕生日おめでとうございます",
        "生日快乐",
        "감사합니다",
        "ขอบคุณครับ",
        "liked her post",
        "a like",
        "reacted to their photo",
        "sent birthday wishes",
        "wished her a happy birthday",
        "Congrats on the new job!",
        "congratulations on your work anniversary",
        "Christmas card",
        "a bare thx",
        "commented 'great post'",
        "Geburtstagsgrüße geschickt",
        "kerstkaart",
    ],
)
def test_a_like_or_a_stock_greeting_says_nothing(text):
    assert not says_something(text)


@pytest.mark.parametrize(
    "text",
    [
        "How is Leo's knee?",
        "Happy birthday! Did the bakery open?",
        "saw your article on tides",
        "Wie geht es deiner Mutter?",
        "Glückwunsch zum neuen Haus",
        "ton exposition à Nantes",
        "¿Cómo va la mudanza?",
        "引っ越しは終わった？",
        "congratulations on the twins",
        "liked her post on tides",
        "her holiday",
        "thanks for the job",
        "birthday cake with her sister",
    ],
)
def test_a_word_for_them_says_something(text):
    assert says_something(text)


@pytest.mark.parametrize("language", word_lists.STOP_WORDS)
def test_stop_words_and_praise_are_empty_in_every_language(language):
    facts = set(tokens(word_lists.FACTS))
    for word in [*word_lists.STOP_WORDS[language].split(), *word_lists.PRAISE[language].split()]:
        if word not in facts:
            assert content_words(word) == [], word


@pytest.mark.parametrize("language", word_lists.STOCK_PHRASES)
def test_stock_phrases_are_empty_in_every_language(language):
    for phrase in word_lists.STOCK_PHRASES[language].split(","):
        assert content_words(phrase) == [], phrase


def test_every_fact_is_needed_and_counts():
    listed = {word for words in word_lists.STOP_WORDS.values() for word in words.split()}
    for word in word_lists.FACTS.split():
        assert word in listed
        assert content_words(word) == [word]
    for pair in word_lists.FACTS_IN_TWO_WORDS.split(","):
        assert content_words(pair) == [pair.strip()]


@given(
    st.text(st.characters(codec=None), max_size=300),
    st.lists(st.text(st.characters(codec=None), max_size=20), max_size=3),
)
def test_reads_any_text_with_any_names(text, known):
    words = content_words(text, known=known)
    assert all(word.strip() for word in words)
    assert len(words) <= len(content_words(text)) + len(text)


@given(st.text(st.characters(codec=None), max_size=100), st.text(st.characters(codec=None), max_size=100))
def test_a_blank_text_has_no_words(text, other):
    if is_blank(text):
        assert content_words(text) == []
    assert not is_blank(f"{text} Quokka {other}")


@given(st.text(max_size=100))
def test_reading_again_changes_nothing(text):
    assert tokens(" ".join(tokens(text))) == tokens(text)

"""English is read, short English too; other languages find nothing."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.rules.reading import read_message
from contacts.rules.reading.language import is_english
from contacts.rules.reading.messages import english_sentences

ENGLISH = [
    "Any news?",
    "Thoughts?",
    "Coffee Thursday?",
    "Intro please",
    "Pls help me find a job",
    "Any update on that intro?",
    "Can u intro me?",
    "Would Jürgen Müller know a notary in Köln?",
    "Ping",
]
OTHERS = [
    "Könnten Sie mich bitte Herrn Weber vorstellen?",
    "Hast du nächste Woche Zeit für einen Kaffee?",
    "Ich brauche Feedback zum Deck, please.",
    "Danke für das Meeting, lass uns nächste Woche sprechen.",
    "Pourrais-tu me présenter à ton collègue ?",
    "Merci de m'envoyer le contrat avant vendredi.",
    "¿Podrías presentarme a tu jefe?",
    "Necesito tu ayuda con el proyecto.",
    "Mi potresti presentare al tuo capo?",
    "Preciso da tua ajuda, por favor.",
    "Heb je volgende week tijd voor koffie?",
    "Wil je me voorstellen aan je baas?",
    "Kan du sende mig dokumentet?",
    "Har du tid till en kaffe nästa vecka?",
    "Czy możesz mi pomóc?",
    "Můžete mi prosím pomoci?",
    "Voisitko auttaa minua?",
    "Bana yardım edebilir misin?",
    "Van időd egy kávéra jövő héten?",
    "Bisakah Anda membantu saya?",
    "Unaweza kunisaidia?",
    "Можешь мне помочь?",
    "你能帮我吗？",
    "助けてもらえますか？",
    "هل يمكنك مساعدتي؟",
]


@pytest.mark.parametrize("text", ENGLISH)
def test_short_english_is_english(text):
    assert is_english(text)


@pytest.mark.parametrize("text", OTHERS)
def test_nothing_is_found_in_other_languages(text):
    assert read_message(text, today=date(2026, 11, 22)) == ()


def test_a_sentence_in_another_language_is_left_out_of_a_mixed_text():
    text = "Great to see you. Kannst du mir helfen? Any news?"
    assert [sentence.text for sentence in english_sentences(text)] == ["Great to see you.", "Any news?"]


@given(st.text(max_size=200))
def test_any_text_is_english_or_not(text):
    assert is_english(text) in (True, False)

"""Notes that tell only of the user are nothing learned about the other person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.rules.about_me import only_about_user

ABOUT_ME = [
    "told him about my startup",
    "Told her all about our new product",
    "I told them about my move to Leeds",
    "I pitched my product",
    "pitched our app",
    "we pitched our startup",
    "I just showed her my prototype",
    "gave him my card",
    "I gave Ana my card and my deck",
    "talked about my thesis",
    "told Ana about my startup",
    "I'm raising a seed round",
    "We are hiring two engineers",
    "I need an introduction to the bank",
    "great chat. Told him about my startup",
    "told him about my startup, my plans for Leeds",
    "Habe ihm von meinem Startup erzählt",
    "ich habe ihr mein neues Produkt vorgestellt",
    "erzählte ihm von meiner Gründung",
    "Ich suche einen Job in Bremen",
    "je lui ai parlé de mon projet",
    "j'ai présenté ma boîte",
    "le conté de mi empresa",
    "le he hablado de nuestra idea",
    "gli ho parlato del mio progetto",
    "falei do meu projeto",
    "heb hem over mijn bedrijf verteld",
    "berättade om min bok",
]

ABOUT_THEM = [
    "",
    "nice chat",
    "quit Google, pregnant",
    "told me about her startup",
    "told me he's leaving Acme",
    "told him about my startup, wants to invest",
    "told him about my startup and he knows two buyers",
    "told her about my startup; her sister runs one too, who knew",
    "I gave her my card because she is hiring",
    "my former boss is her uncle",
    "my neighbour in Leeds",
    "our kids go to the same school",
    "we both grew up in Leeds",
    "we are neighbours",
    "showed my kids round the museum",
    "gave our team free advice on visas",
    "mentioned my article in her lecture",
    "shared my office in 2012",
    "introduced my brother to his wife",
    "I think she is pregnant",
    "I want to remember: his son has exams",
    "I learned that the harbour closes",
    "ihre Mutter ist krank",
    "von meiner Tante die Nachbarin",
    "hat mir von der Scheidung erzählt",
    "kennt meinen Bruder aus Ulm",
    "il cherche un appartement à Lyon",
    "m'a parlé de sa fille",
    "me habló de su mudanza",
    "mi prima es su jefa",
    "mijn buurman uit Utrecht",
    "来年東京に引っ越す",
]


@pytest.mark.parametrize("text", ABOUT_ME)
def test_tells_a_note_about_the_user_alone(text):
    assert only_about_user(text)
    assert only_about_user(text.upper())


@pytest.mark.parametrize("text", ABOUT_THEM)
def test_in_doubt_it_is_about_them(text):
    assert not only_about_user(text)


@pytest.mark.parametrize("text", ABOUT_ME)
def test_one_fact_about_them_is_enough(text):
    assert not only_about_user(f"{text}. Daughter starts school")
    assert not only_about_user(f"Daughter starts school, {text}")


@given(st.text(st.characters(codec=None), max_size=300))
def test_reads_any_text(text):
    assert only_about_user(text) in (True, False)

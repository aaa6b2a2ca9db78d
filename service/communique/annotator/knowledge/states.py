"""How English speaks of states: capital, adjective, people. Our own table; the graph has some of it.

States that the graph does not hold stand here too: “the Turkish foreign minister” must not be taken for
another one because the adjective is unknown.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StateNames:
    """The words for one state."""

    slug: str
    nouns: tuple[str, ...]
    """Names of the state that stand before “'s” or after “of”."""
    adjectives: tuple[str, ...]
    capitals: tuple[str, ...] = ()
    """Capitals under which articles speak of the government, and houses that stand for it."""
    leader: str = "president"
    """Kind of office of the one who is called the leader of the country."""


def _state(
    slug: str, nouns: str, adjectives: str, capitals: str = "", leader: str = "president"
) -> StateNames:
    return StateNames(
        slug,
        tuple(nouns.split("|")),
        tuple(adjectives.split("|")),
        tuple(capitals.split("|")) if capitals else (),
        leader,
    )


STATES: tuple[StateNames, ...] = (
    _state("armenia", "Armenia|Republic of Armenia|RA", "Armenian", "Yerevan|Erevan", "prime-minister"),
    _state("azerbaijan", "Azerbaijan|Republic of Azerbaijan", "Azerbaijani|Azeri|Azerbaijan", "Baku"),
    _state("russia", "Russia|Russian Federation|RF", "Russian", "Moscow|Kremlin"),
    _state(
        "united-states",
        "United States|United States of America|US|U.S.|USA|America",
        "American|US|U.S.",
        "Washington|White House",
    ),
    _state("france", "France|French Republic", "French", "Paris|Elysee Palace|Élysée Palace|Elysee|Élysée"),
    _state("turkey", "Turkey|Türkiye|Turkiye|Republic of Türkiye|Republic of Turkey", "Turkish", "Ankara"),
    _state("iran", "Iran|Islamic Republic of Iran", "Iranian", "Tehran"),
    _state("georgia", "Georgia", "Georgian", "Tbilisi", "prime-minister"),
    _state("ukraine", "Ukraine", "Ukrainian", "Kyiv|Kiev"),
    _state("belarus", "Belarus|Republic of Belarus", "Belarusian|Belarussian", "Minsk"),
    _state("kazakhstan", "Kazakhstan|Republic of Kazakhstan", "Kazakh|Kazakhstani", "Astana|Nur-Sultan"),
    _state("kyrgyzstan", "Kyrgyzstan|Kyrgyz Republic", "Kyrgyz", "Bishkek"),
    _state("moldova", "Moldova|Republic of Moldova", "Moldovan", "Chisinau"),
    _state("tajikistan", "Tajikistan|Republic of Tajikistan", "Tajik", "Dushanbe"),
    _state("turkmenistan", "Turkmenistan", "Turkmen", "Ashgabat"),
    _state("uzbekistan", "Uzbekistan|Republic of Uzbekistan", "Uzbek", "Tashkent"),
    _state("serbia", "Serbia|Republic of Serbia", "Serbian", "Belgrade"),
    _state("kosovo", "Kosovo|Republic of Kosovo", "Kosovar|Kosovan", "Pristina|Prishtina", "prime-minister"),
    _state("germany", "Germany|Federal Republic of Germany", "German", "Berlin", "chancellor"),
    _state(
        "united-kingdom",
        "United Kingdom|UK|U.K.|Britain|Great Britain",
        "British|UK|U.K.",
        "London",
        "prime-minister",
    ),
    _state("italy", "Italy", "Italian", "Rome", "prime-minister"),
    _state("spain", "Spain", "Spanish", "Madrid", "prime-minister"),
    _state("greece", "Greece|Hellenic Republic", "Greek", "Athens", "prime-minister"),
    _state("cyprus", "Cyprus", "Cypriot", "Nicosia"),
    _state("poland", "Poland", "Polish", "Warsaw", "prime-minister"),
    _state("czechia", "Czechia|Czech Republic", "Czech", "Prague", "prime-minister"),
    _state("hungary", "Hungary", "Hungarian", "Budapest", "prime-minister"),
    _state("bulgaria", "Bulgaria", "Bulgarian", "Sofia"),
    _state("romania", "Romania", "Romanian", "Bucharest"),
    _state("austria", "Austria", "Austrian", "Vienna", "chancellor"),
    _state("switzerland", "Switzerland", "Swiss", "Bern"),
    _state("belgium", "Belgium", "Belgian", "", "prime-minister"),
    _state("netherlands", "Netherlands", "Dutch", "", "prime-minister"),
    _state("luxembourg", "Luxembourg", "Luxembourgish", "", "prime-minister"),
    _state("lithuania", "Lithuania", "Lithuanian", "Vilnius"),
    _state("latvia", "Latvia", "Latvian", "Riga"),
    _state("estonia", "Estonia", "Estonian", "Tallinn"),
    _state("finland", "Finland", "Finnish", "Helsinki"),
    _state("sweden", "Sweden", "Swedish", "Stockholm", "prime-minister"),
    _state("norway", "Norway", "Norwegian", "Oslo", "prime-minister"),
    _state("canada", "Canada", "Canadian", "Ottawa", "prime-minister"),
    _state("israel", "Israel", "Israeli", "Jerusalem|Tel Aviv", "prime-minister"),
    _state("india", "India|Republic of India", "Indian", "New Delhi|Delhi", "prime-minister"),
    _state("pakistan", "Pakistan", "Pakistani", "Islamabad", "prime-minister"),
    _state("china", "China|People's Republic of China", "Chinese", "Beijing"),
    _state("japan", "Japan", "Japanese", "Tokyo", "prime-minister"),
    _state("iraq", "Iraq", "Iraqi", "Baghdad", "prime-minister"),
    _state("syria", "Syria", "Syrian", "Damascus"),
    _state("egypt", "Egypt", "Egyptian", "Cairo"),
    _state("united-arab-emirates", "United Arab Emirates|UAE", "Emirati", "Abu Dhabi"),
    _state("saudi-arabia", "Saudi Arabia", "Saudi", "Riyadh", "king"),
    _state("european-union", "European Union|EU|E.U.", "EU|European|E.U.", "Brussels"),
)
"""The states (and the European Union, which has offices and a seat like one) that articles speak of."""

WOMEN = frozenset(
    [
        "maria",
        "mariya",
        "catherine",
        "heidi",
        "ani",
        "anna",
        "anahit",
        "lilit",
        "leyla",
        "nancy",
        "annalena",
        "ursula",
        "tatiana",
        "tatyana",
        "elena",
        "olga",
        "natalia",
        "irina",
        "victoria",
        "samantha",
        "mariam",
        "zaruhi",
        "hasmik",
        "lilia",
        "naira",
        "ruzanna",
        "taguhi",
        "sona",
        "marina",
        "gayane",
        "sahiba",
        "ganira",
        "aysel",
        "gunay",
        "nigar",
        "mehriban",
        "roza",
        "kaja",
        "federica",
        "roberta",
        "catherine",
        "sanna",
        "giorgia",
        "jennifer",
        "erika",
        "linda",
        "sofia",
        "margarita",
        "svetlana",
        "yulia",
        "ekaterina",
        "elizabeth",
        "theresa",
        "angela",
    ]
)
"""Given names of women in politics; other names are taken for men's."""

"""What German calls numbers, units, months, negations and hedges."""

from __future__ import annotations

from briefgen.languages.lexicon import Lexicon, counted, units

# fmt: off
_SMALL = (
    "aber alle als also am auch auf aus bei beim bereits bestreitet bestritt bestritten bis bisher damit dann das dass davon "
    "dazu dem den denn der des die dies diese diesem diesen dieser dieses doch dort durch ein eine einem einen einer eines "
    "erst für gab geben gegeben gegen gibt habe haben hat hatte hatten ihm ihn ihr ihre ihrem ihren ihrer immer ist jede "
    "jeden jeder jedes jetzt kann kein keine keinem keinen keiner keines können man mehr mit muss nach nicht nichts nie "
    "niemals niemand noch nun nur oder ohne schon sehr seien sein seine seinem seinen seiner seit sich sie sind sondern über "
    "und uns unser unsere unter viel vom von vor wann war waren was weder weil wenn wer werde werden wie wieder wird wir wo "
    "wurde wurden zum zur zwar zwischen"
)

LEXICON = Lexicon(
    decimal=",",
    words={
        **counted("zwei drei vier fünf sechs sieben acht neun zehn elf zwölf", 2),
        "zwanzig": 20, "dreißig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60, "achtzig": 80, "neunzig": 90,
        "hundert": 100, "tausend": 1_000,
    },
    ordinals={
        f"{stem}{ending}": number
        for stem, number in counted("erst zweit dritt viert fünft sechst siebt acht neunt zehnt").items()
        for ending in (("e", "er", "es", "en", "em") if stem != "acht" else ("e", "en"))
    },
    scales={
        "tausend": 1_000, "tsd": 1_000, "million": 10**6, "millionen": 10**6, "mio": 10**6, "milliarde": 10**9,
        "milliarden": 10**9, "mrd": 10**9, "billion": 10**12, "billionen": 10**12,
    },
    units=units(
        percent="prozent", usd="dollar dollars us-dollar", eur="euro euros", gbp="pfund", jpy="yen", crown="kronen krone",
        franc="franken", dinar="dinar", minute="minuten minute", hour="stunden stunde", day="tage tag tagen",
        week="wochen woche", month="monate monat monaten", year="jahre jahr jahren", t="tonnen tonne",
        km="kilometer km", m="meter metern", kg="kilogramm kg", kwh="kwh", mw="mw megawatt", gw="gw gigawatt",
    ),
    months={
        **counted("januar februar märz april mai juni juli august september oktober november dezember"),
        "jänner": 1, "feber": 2,
    },
    joints=("oder", "und", "bis", "-", ","),
    quarters={"erstes quartal": 1, "zweites quartal": 2, "drittes quartal": 3, "viertes quartal": 4},
    negations=r"\b(?:nicht\b(?! nur)|kein(?:e|en|em|er|es)?\b|nie(?:mals|mand(?:em|en)?)?\b|nichts\b|weder\b|ohne\b"
    r"|bestr(?:eitet|itt|itten|eiten)\b|dementier\w+)",
    hedges={
        "seeming": r"\b(?:scheint|scheinen|schien|schienen|anscheinend|offenbar)\b",
        "expectation": r"\b(?:soll|sollen|sollte|sollten|voraussichtlich|erwartet|geplant|plant|planen|will|wollen|beabsichtig\w+)\b",
        "hearsay": r"\b(?:angeblich|laut|dem vernehmen nach)\b",
        "possibility": r"\b(?:könnte|könnten|möglich\w*|vielleicht|womöglich|potenziell\w*|wahrscheinlich\w*|mutmaßlich\w*)\b",
        "condition": r"\b(?:würde|würden)\b",
        "approximation": r"\b(?:etwa|rund|knapp|ungefähr|fast|gut|circa|ca\.) (?=\d|zwei|drei|vier|fünf|zehn|hundert)",
        "bound": r"\b(?:mehr als|über|mindestens|weniger als|unter|bis zu|höchstens) (?=\d|zwei|drei|vier|fünf|zehn|hundert)",
    },
    speech=r"\b(?:sagte|sagt|erklärte|erklärt|betonte|zufolge|laut)\b",
    passive=("von", "durch"),
    clauses=r"[,;:.!?()\u2014]|\b(?:und|aber|oder|sondern)\b",
    breaks=r"[,;:.!?()\u2014]|\b(?:und|aber|oder|sondern)\b",
    small=frozenset(_SMALL.split()),
)

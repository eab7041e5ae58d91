"""The words by which a draft of a German text guesses."""

from __future__ import annotations

import re

from briefgen.languages.cues import Cues, any_of

_MONTHS = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)

CUES = Cues(
    forecast=any_of(
        r"(?:wird|werden|soll|sollen|dürfte|dürften|könnte|könnten|will|wollen)",
        r"voraussichtlich|geplant|plant|planen|beabsichtigt|beabsichtigen|erwartet|erwarten|künftig",
    ),
    opinion=any_of(
        r"muss|müssen|müsste|sollte|sollten",
        r"leider|zweifellos|offensichtlich|offenbar|erfreulich|bedauerlich|hoffentlich",
        r"entscheidend\w*|beeindruckend\w*|wegweisend\w*|bemerkenswert\w*|einzigartig\w*|unverzichtbar\w*",
        r"inakzeptabel|unverantwortlich|überfällig|scheint|scheinen",
    ),
    speech=(
        r"sagte|sagt|sagten|erklärte|erklärt|teilte|betonte|betont|meinte|warnte|warnt|kritisierte|kritisiert|"
        r"forderte|fordert|behauptete|berichtete|berichtet|berichteten|ergänzte|räumte"
    ),
    according=r"laut|nach Angaben (?:von|des|der)|zufolge",
    asked=any_of(
        r"(?:offen|unklar|fraglich|ungewiss)(?: (?:ist|bleibt|blieb))?",
        r"(?:die|eine) (?:zentrale |entscheidende |offene )?Frage",
    ),
    pronoun="er|sie",
    addresses=any_of(r"bitte|Sie|Ihr|Ihre|uns|hier|jetzt"),
    byline=re.compile(r"Von (?:[^\W\d_][\w.’'-]+ ?){2,5}"),
    boilerplate=(
        (
            any_of(
                r"jetzt (?:abonnieren|weiterlesen|registrieren)",
                r"(?:bitte )?abonnieren sie",
                r"um weiterzulesen",
                r"weiterlesen mit",
                r"abonnent(?:in)? werden",
                r"probeabo(?:nnement)?",
                r"(?:hier )?anmelden$",
                r"bereits abonnent(?:in)?",
                r"nur für abonnenten",
            ),
            "subscription prompt",
        ),
        (any_of(r"^anzeige$", r"^werbung$", r"gesponsert"), "advertisement"),
        (any_of(r"newsletter"), "newsletter prompt"),
        (any_of(r"cookies?", r"cookie-\w+"), "cookie notice"),
        (
            any_of(r"alle rechte vorbehalten", r"©", r"impressum", r"datenschutz(?:erklärung)?"),
            "copyright or legal line",
        ),
        (
            any_of(
                r"artikel teilen",
                r"teilen auf",
                r"folgen sie uns",
                r"lesen sie auch",
                r"mehr zum thema",
                r"zum seitenanfang",
                r"kommentare \(\d+\)",
            ),
            "navigation or sharing link",
        ),
        (
            any_of(r"sperrfrist", r"pressekontakt", r"zur sofortigen veröffentlichung"),
            "layout of a press release",
        ),
    ),
    months=_MONTHS,
    parts=(
        ("Anfang", (1, 3)),
        ("Mitte", (5, 8)),
        ("Ende", (10, 12)),
        ("Frühjahr", (3, 5)),
        ("Frühling", (3, 5)),
        ("Sommer", (6, 8)),
        ("Herbst", (9, 11)),
        ("ersten Halbjahr", (1, 6)),
        ("zweiten Halbjahr", (7, 12)),
        ("ersten Quartal", (1, 3)),
        ("zweiten Quartal", (4, 6)),
        ("dritten Quartal", (7, 9)),
        ("vierten Quartal", (10, 12)),
    ),
    about=r"etwa|ungefähr|rund|circa|ca\.",
    common=frozenset(
        (
            "der die das den dem des ein eine einen einem einer eines dieser diese dieses diesen diesem jener jene "
            "er sie es wir ihr ich man sein seine ihre ihren unser unsere in im an am auf aus bei beim mit nach von "
            "vom vor zu zum zur über unter zwischen gegen durch für um ohne seit bis während wegen trotz laut und oder "
            "aber doch sondern denn wenn als ob dass weil da wo wer wie was warum auch noch nur schon erst dann nun "
            "so nicht kein keine alle viele einige mehrere zwei drei vier fünf bereits zudem außerdem jedoch dagegen "
            "damit dabei dazu darüber hierzu inzwischen heute gestern morgen ist sind war waren wird werden hat haben "
            "hatte soll sollen kann können muss müssen unklar offen bislang zuletzt anfang mitte ende herr frau "
            "euro dollar franken millionen milliarden tausend prozent "
            "montag dienstag mittwoch donnerstag freitag samstag sonntag frühjahr sommer herbst winter "
            + " ".join(_MONTHS)
        )
        .lower()
        .split()
    ),
    titles=frozenset(
        [
            "herr",
            "frau",
            "dr",
            "prof",
            "professor",
            "professorin",
            "präsident",
            "präsidentin",
            "kanzler",
            "kanzlerin",
            "minister",
            "ministerin",
            "bürgermeister",
            "bürgermeisterin",
            "oberbürgermeister",
            "oberbürgermeisterin",
            "sprecher",
            "sprecherin",
            "geschäftsführer",
            "geschäftsführerin",
            "vorstand",
            "vorsitzende",
            "vorsitzender",
            "direktor",
            "direktorin",
            "leiter",
            "leiterin",
            "richter",
            "richterin",
            "landrat",
            "landrätin",
        ]
    ),
    groups=re.compile(
        r"(?<![\w-])(?:Experten|Expertinnen|Fachleute|Anwohner|Anwohnerinnen|Behörden|Kunden|Kundinnen|Kritiker|"
        r"Anleger|Beschäftigte|Beschäftigten|Gewerkschaften|Unternehmen|Wettbewerber|Verbraucher|Forscher|"
        r"Forscherinnen|Wissenschaftler|Landwirte|Mieter|Pendler|Fahrgäste|Patienten|Eltern|Lehrkräfte|Betriebe|"
        r"Umweltverbände|Naturschützer|Haushalte|Investoren|Gläubiger)(?![\w-])",
    ),
    organisation=re.compile(
        r"(?<!\w)(?:GmbH|AG|SE|KG|e\.\s?V\.|Stadtwerke|Stadt|Landkreis|Gemeinde|Universität|Hochschule|Institut|"
        r"Verband|Verein|Stiftung|Bank|Gericht|Partei)(?!\w)"
        r"|(?<!\w)\w+(?:werke|ministerium|gericht|verband|behörde|amt|bank|verein|bund|stiftung|rat|kammer)(?!\w)"
    ),
    capitals_name=False,
)

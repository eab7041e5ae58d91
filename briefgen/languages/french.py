"""What French calls numbers, units, months, negations and hedges."""

from __future__ import annotations

from briefgen.languages.lexicon import Lexicon, counted


def _units(**names: str) -> dict[str, str]:
    """Word → unit; behind a scale stands a preposition, as in "deux millions d'euros"."""
    found: dict[str, str] = {}
    for unit, words in names.items():
        for word in words.split():
            elided = f"d'{word}" if word[0] in "aeéhiouy" else f"de {word}"
            found |= {word: unit, elided: unit}
    return found


# fmt: off
_COUNT = r"(?=\d|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|vingt|cent|mille|la moitié)"

_SMALL = (
    "alors après au aucun aucune aussi autre autres aux avait avant avec avoir car ce ceci cela celle celles celui ces cet "
    "cette ceux chaque chez comme comment contre dans de depuis des dès donc dont du elle elles en encore entre est et "
    "était étaient été être eu eux fait fois ici il ils jamais je la là le les leur leurs lors lorsque lui ma mais même "
    "mes moins mon ne ni non nos notre nous on ont ou où par parce pas pendant peu plus plusieurs pour pourquoi quand que "
    "quel quelle quelles quels qui quoi rien sa sans se sera seront ses si son sont sous sur ta tant tel telle tes ton "
    "toujours tous tout toute toutes très tu un une vers votre vous déjà personne"
)

LEXICON = Lexicon(
    decimal=",",
    spaced=True,
    small_months=True,
    ranks=("ères", "ère", "ers", "er", "res", "re", "èmes", "ème", "es", "e"),
    words={
        **counted(
            "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit"
            " dix-neuf vingt", 2,
        ),
        "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "soixante-dix": 70, "quatre-vingts": 80,
        "quatre-vingt-dix": 90, "cent": 100, "mille": 1_000, "zéro": 0, "une douzaine": 12,
    },
    ordinals={
        **counted("premier deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième"),
        "première": 1, "second": 2, "seconde": 2,
    },
    scales={
        "cents": 100, "mille": 1_000, "million": 10**6, "millions": 10**6, "milliard": 10**9, "milliards": 10**9,
        "md": 10**9, "mds": 10**9, "billion": 10**12, "billions": 10**12,
    },
    units={
        **_units(
            usd="dollar dollars", eur="euro euros", gbp="livre livres", jpy="yen yens", franc="franc francs",
            crown="couronne couronnes", dinar="dinar dinars", minute="minute minutes", hour="heure heures",
            day="jour jours", week="semaine semaines", month="mois", year="an ans année années", t="tonne tonnes",
            kg="kilogramme kilogrammes kg", km="kilomètre kilomètres km", m="mètre mètres", kwh="kwh",
            mw="mw mégawatt mégawatts", gw="gw gigawatt gigawatts", barrel="baril barils",
        ),
        "pour cent": "percent", "pourcent": "percent", "points de pourcentage": "points",
    },
    months=counted(
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
    ),
    joints=("ou", "et", "à", "-", ","),
    quarters={
        "premier trimestre": 1, "deuxième trimestre": 2, "troisième trimestre": 3, "quatrième trimestre": 4,
        "1er trimestre": 1, "2e trimestre": 2, "3e trimestre": 3, "4e trimestre": 4, "dernier trimestre": 4,
    },
    # Every denial has its "ne", once; "ne … que" means only, and "non seulement" denies nothing.
    negations=r"\b(?:ne\b(?! (?:\S+ ){1,3}qu(?:e\b|'))|n'(?!\S+ (?:\S+ ){0,2}qu(?:e\b|'))|sans\b|non\b(?! seulement)"
    r"|ni(?:e|ent|é|ée|ait|èrent)\b|dément(?:i|it|ent|ait)?\b|refus(?:e|ent|é|ée|ait)\b|échou(?:e|ent|é|ait)\b)",
    hedges={
        "seeming": r"\b(?:sembl(?:e|ent|ait|aient)|para(?:ît|issent|issait)|apparemment|visiblement)\b",
        "expectation": r"\b(?:dev(?:rait|raient)|prév(?:oit|oient|u|ue|us|ues)|entend(?:ent)? \w+(?:er|ir|re)|compte(?:nt)? "
        r"\w+(?:er|ir|re)|envisag(?:e|ent)|attendue?s?|vise(?:nt)? à|projett?e(?:nt)?)\b",
        "hearsay": r"\b(?:serait|seraient|aurait|auraient|prétendument|supposée?s?|présumée?s?)\b",
        "possibility": r"\b(?:peut-être|pourrait|pourraient|possible|possiblement|éventuel(?:le|lement)?|probable(?:ment)?"
        r"|sans doute|potentiel(?:le|lement)?|susceptibles? de)\b",
        "approximation": rf"\b(?:environ|près de|presque|quelque|à peu près|autour de|une? (?:dizaine|vingtaine|centaine)) {_COUNT}"
        r"|\b(?:dizaine|vingtaine|trentaine|cinquantaine|centaine)s? de\b",
        "bound": rf"\b(?:plus d[e']|au moins|moins d[e']|jusqu'à|au plus) ?{_COUNT}",
    },
    speech=r"\b(?:dit|disent|disait|déclar(?:e|ent|é|ait)|affirm(?:e|ent|é|ait)|expliqu(?:e|ent|é|ait)|selon|d'après"
    r"|estim(?:e|ent|é|ait)|annonc(?:e|ent|é|ait)|assur(?:e|ent|é|ait)|soutien(?:t|nent))\b",
    passive=("par",),
    breaks=r"[,;:.!?()\u2014]|\b(?:et|mais|ou)\b",
    clauses=r"[,;:.!?()\u2014]|\b(?:et|mais|ou|ni|car|donc|que|qui|dont|où|si|quand|lorsque|parce|puisque|tandis|alors)\b",
    small=frozenset(_SMALL.split()),
    named=True,
)

"""What an invented source says, in three languages: with spaces, with long words, and without spaces.

Slots: {a} and {b} are parties, {n} is a number that no other sentence of the briefing has, {day} a date.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass


@dataclass(frozen=True, slots=True)
class Sentence:
    """A pattern and what its claim is: kind, and whether party {a} or the source asserts it."""

    pattern: str
    kind: str = "fact"
    _: KW_ONLY
    by_party: bool = False


@dataclass(frozen=True, slots=True)
class Language:
    """The words of one language."""

    tag: str
    first: tuple[str, ...]
    last: tuple[str, ...]
    joint: str
    """What stands between the two words of a name."""
    sentences: tuple[Sentence, ...]
    filler: tuple[str, ...]
    """Sentences that no claim covers."""
    space: str
    """What stands between two sentences."""
    day: str
    months: tuple[str, ...]
    words: Mapping[str, str]
    """The other texts of a fact file."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _numbered(tag: str) -> tuple[str, ...]:
    return tuple(f"{month}{tag}" for month in range(1, 13))


ENGLISH = Language(
    tag="en",
    first=_words(
        "Alder Basalt Cinder Dunmere Elmwick Farrow Garnet Heron Ivel Juniper Kelso Larch "
        "Merrow Nettle Orrin Pewter Quarry Rowan Sable Tamar Umber Vesper Wren Yarrow"
    ),
    last=_words("Lines Works Harbour Institute Council Railways Union Foundry"),
    joint=" ",
    sentences=(
        Sentence("{a} paid {n} crowns for the repairs in the old harbour."),
        Sentence("On {day}, {a} and {b} signed a contract over {n} crowns."),
        Sentence(
            "{a} said that it has not received the {n} permits it asked for.",
            "reported",
            by_party=True,
        ),
        Sentence("{a} is expected to hire {n} people before the works begin.", "forecast"),
        Sentence("The plan of {a} is bolder than the {n} pages of it suggest.", "opinion"),
        Sentence(
            "According to {a}, {b} owes {n} crowns in fees that were never billed.",
            "reported",
            by_party=True,
        ),
        Sentence(
            "After the storm of {day}, {a} closed the eastern quay, moved {n} containers to the yard"
            " of {b}, and asked the owners of the small boats to wait until the divers had looked at every"
            " one of the piers below the waterline."
        ),
        Sentence(
            "About {n} passengers might lose their connection if {a} drops the night service.",
            "forecast",
        ),
    ),
    filler=(
        "The rest of the day passed without news.",
        "Nobody at the meeting asked about it, and the chair moved on.",
        "Rain fell on the quay for most of the afternoon, while the members of the panel walked along the works.",
    ),
    space=" ",
    day="{day} {month} {year}",
    months=_words(
        "January February March April May June July August September October November December"
    ),
    words={
        "title": "The works of {a}, part {i}",
        "question": "Who pays for the works, and when are they done?",
        "heading": "How it began",
        "source": "Report from the works, part {n}",
        "ignored": "Subscribe to our letter",
        "reason": "advertisement",
        "descriptor": "Local news report; names its sources and quotes some of them.",
        "publisher": "The Quay Courier",
        "reference": "Register of works, volume {n}",
        "judgment": "The works are likely to end later than planned.",
        "basis": "The sources are few. ",
        "other": "The accounts were closed early.",
        "watch": "A new timetable for the works.",
        "settle": "The accounts of the works.",
        "term": "quay",
        "definition": "A platform beside the water where ships are loaded.",
        "note": "The register agrees. ",
    },
)

GERMAN = Language(
    tag="de",
    first=_words(
        "Ahorn Birken Dorn Erlen Falken Ginster Habicht Immen Kiefern Linden Marder Nebel "
        "Otter Pappel Quell Reiher Schlehen Tannen Ulmen Vogel Weiden Ysop Zander Storch"
    ),
    last=_words("werft bahn hafen verband amt werke rat reederei"),
    joint="",
    sentences=(
        Sentence("{a} zahlte {n} Kronen für die Ausbesserung des alten Hafens."),
        Sentence("Am {day} schlossen {a} und {b} einen Vertrag über {n} Kronen."),
        Sentence(
            "{a} teilte mit, von den {n} beantragten Genehmigungen sei keine erteilt.",
            "reported",
            by_party=True,
        ),
        Sentence(
            "{a} wird voraussichtlich {n} Leute einstellen, bevor die Arbeiten beginnen.",
            "forecast",
        ),
        Sentence("Der Plan von {a} ist kühner, als seine {n} Seiten vermuten lassen.", "opinion"),
        Sentence("{a} zufolge schuldet {b} {n} Kronen an Gebühren.", "reported", by_party=True),
        Sentence(
            "Nach dem Sturm vom {day} sperrte {a} den östlichen Kai, brachte {n} Container auf das Gelände von"
            " {b} und bat die Eigner der kleinen Boote zu warten, bis die Taucher jeden der Pfeiler unter der"
            " Wasserlinie gesehen hätten."
        ),
    ),
    filler=(
        "Der Rest des Tages verlief ohne Neuigkeiten.",
        "In der Sitzung fragte niemand danach, und der Vorsitz ging weiter.",
    ),
    space=" ",
    day="{day}. {month} {year}",
    months=_words(
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
    ),
    words={
        "title": "Die Arbeiten von {a}, Teil {i}",
        "question": "Wer zahlt für die Arbeiten, und wann sind sie fertig?",
        "heading": "Wie es anfing",
        "source": "Bericht von den Arbeiten, Teil {n}",
        "ignored": "Jetzt unseren Rundbrief bestellen",
        "reason": "Werbung",
        "descriptor": "Örtlicher Bericht; nennt seine Quellen.",
        "publisher": "Kaibote",
        "reference": "Verzeichnis der Arbeiten, Band {n}",
        "judgment": "Die Arbeiten enden wahrscheinlich später als geplant.",
        "wording": "wahrscheinlich",
        "basis": "Die Quellen sind wenige. ",
        "other": "Die Bücher wurden früh geschlossen.",
        "watch": "Ein neuer Zeitplan.",
        "settle": "Die Abrechnung der Arbeiten.",
        "term": "Kai",
        "definition": "Ein befestigtes Ufer, an dem Schiffe beladen werden.",
        "note": "Das Verzeichnis stimmt überein. ",
    },
)

JAPANESE = Language(
    tag="ja",
    first=_words(
        "霧原 星見 白鷺 青葉 黒潮 朝霞 夕凪 風待 雪代 月影 花岡 松波 竹里 梅津 桜江 藤井沢 石倉 砂川 岩瀬 谷保 峰山 森下 湖西 浜名瀬"
    ),
    last=_words("汽船 製作所 港湾局 研究所 市議会 鉄道 組合 鋳造"),
    joint="",
    sentences=(
        Sentence("{a}は旧港の修理に{n}円を支払った。"),
        Sentence("{a}と{b}は{day}、{n}円の契約を結んだ。"),
        Sentence("{a}によれば、{b}は手数料{n}円を払っていない。", "reported", by_party=True),
        Sentence("{a}は着工までに{n}人を雇う見込みだ。", "forecast"),
        Sentence(
            "{day}の嵐の後、{a}は東の埠頭を閉じ、{n}個のコンテナを{b}の敷地へ移し、潜水士が水面下の橋脚を"
            "すべて見終わるまで待つよう小さな船の持ち主に求めた。"
        ),
    ),
    filler=("その日はほかに知らせがなかった。", "会議では誰もそれを尋ねず、議長は次へ進んだ。"),
    space="",
    day="{year}年{month}{day}日",
    months=_numbered("月"),
    words={
        "title": "{a}の工事、第{i}部",
        "question": "工事の費用は誰が払い、いつ終わるのか。",
        "heading": "始まり",
        "source": "工事の報告、第{n}部",
        "ignored": "会報の購読はこちら",
        "reason": "広告",
        "descriptor": "地方紙の記事。取材先の名を挙げる。",
        "publisher": "埠頭新報",
        "reference": "工事台帳、第{n}巻",
        "judgment": "工事は予定より遅れて終わる可能性が高い。",
        "wording": "可能性が高い",
        "basis": "出典は少ない。",
        "other": "帳簿が早く閉じられた。",
        "watch": "新しい日程。",
        "settle": "工事の決算。",
        "term": "埠頭",
        "definition": "船が荷を積む岸。",
        "note": "台帳の記載と合う。",
    },
)

LANGUAGES = (ENGLISH, GERMAN, JAPANESE)
SHARES = (0.6, 0.25, 0.15)
"""How many of the briefings are in each language."""

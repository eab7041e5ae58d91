"""What an invented source says, in three languages: with spaces, with long words, and without spaces.

Slots: {a} and {b} are parties, {n} is a number that no other sentence of the briefing has, {day} a date, {x} some words
drawn from many, the common ones far more often than the rare ones, and {y} more of them: texts of eight patterns alone
would be a third as large compressed as real ones, and a search would have no words to tell apart.
"""

from __future__ import annotations

import random
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
    parts: tuple[str, ...]
    """What the words of {x} and {y} are put together from, two parts a word."""

    def some(self, chance: random.Random, least: int, most: int) -> str:
        """So many words."""
        count = chance.randint(least, most)
        return self.space.join(self._word(int(VOCABULARY ** chance.random())) for _ in range(count))

    def _word(self, rank: int) -> str:
        """The word of a rank: the first of a hundred or so are a part alone."""
        first, second = divmod(rank, len(self.parts))
        return (self.parts[first - 1] if first else "") + self.parts[second]


VOCABULARY = 12_000
"""How many words there are for {x}, at most; a word's frequency is about the reciprocal of its rank, as Zipf's law has it."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _numbered(tag: str) -> tuple[str, ...]:
    return tuple(f"{month}{tag}" for month in range(1, 13))


def _syllables() -> tuple[str, ...]:
    """Syllables that are no words which a rule knows."""
    starts = ("br", "dr", "fl", "gl", "kr", "pl", "sk", "sp", "tr", "thr", "v", "z")
    return tuple(
        f"{start}{vowel}{end}" for end in ("m", "lk") for vowel in "aeiou" for start in starts
    )


ENGLISH = Language(
    tag="en",
    first=_words(
        "Alder Basalt Cinder Dunmere Elmwick Farrow Garnet Heron Ivel Juniper Kelso Larch "
        "Merrow Nettle Orrin Pewter Quarry Rowan Sable Tamar Umber Vesper Wren Yarrow"
    ),
    last=_words("Lines Works Harbour Institute Council Railways Union Foundry"),
    joint=" ",
    sentences=(
        Sentence("{a} paid {n} crowns for {x}."),
        Sentence("On {day}, {a} and {b} signed a contract over {n} crowns for {x}."),
        Sentence(
            "{a} said that {n} permits are missing: {x}.",
            "reported",
            by_party=True,
        ),
        Sentence("{a} is expected to hire {n} people for {x}.", "forecast"),
        Sentence("The plan of {a} is bolder than its {n} pages: {x}.", "opinion"),
        Sentence(
            "According to {a}, {b} owes {n} crowns for {x}.",
            "reported",
            by_party=True,
        ),
        Sentence(
            "After the storm of {day}, {a} closed the quay, moved {n} containers to the yard of {b} and"
            " asked the owners of {y}."
        ),
        Sentence(
            "About {n} passengers might miss {x} if {a} drops the night service.",
            "forecast",
        ),
    ),
    filler=(
        "The rest of the day passed without {y}.",
        "Nobody at the meeting asked about {y}.",
        "Rain fell on {x}, while the members of the panel walked along {y}.",
    ),
    space=" ",
    day="{day} {month} {year}",
    months=_words(
        "January February March April May June July August September October November December"
    ),
    words={
        "title": "The works of {a}, part {i}",
        "question": "Who pays for {x}, and when are the works done?",
        "heading": "How it began",
        "source": "Report from the works, part {n}",
        "ignored": "Subscribe to our letter",
        "reason": "advertisement",
        "descriptor": "Local news report; names its sources and quotes some of them.",
        "publisher": "The Quay Courier",
        "reference": "Register of works, volume {n}: {x}",
        "judgment": "The works on {x} are likely to end later than planned.",
        "basis": "The sources on {x} are few. ",
        "other": "The accounts of {x} were closed early.",
        "watch": "A new timetable for {x}.",
        "settle": "The accounts of {x}.",
        "term": "quay",
        "definition": "A platform beside the water where ships are loaded.",
        "note": "The register says so of {y}. ",
    },
    parts=_syllables(),
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
        Sentence("{a} zahlte {n} Kronen für {x}."),
        Sentence("Am {day} schlossen {a} und {b} einen Vertrag über {n} Kronen für {x}."),
        Sentence(
            "{a} teilte mit, {n} Genehmigungen fehlten: {x}.",
            "reported",
            by_party=True,
        ),
        Sentence(
            "{a} wird voraussichtlich {n} Leute für {x} einstellen.",
            "forecast",
        ),
        Sentence("Der Plan von {a} ist kühner als seine {n} Seiten: {x}.", "opinion"),
        Sentence("{a} zufolge schuldet {b} {n} Kronen für {x}.", "reported", by_party=True),
        Sentence(
            "Nach dem Sturm vom {day} sperrte {a} den Kai, brachte {n} Container auf das Gelände von {b} und"
            " bat die Eigner von {y}."
        ),
    ),
    filler=(
        "Der Rest des Tages verlief ohne {y}.",
        "In der Sitzung fragte niemand nach {y}.",
    ),
    space=" ",
    day="{day}. {month} {year}",
    months=_words(
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
    ),
    words={
        "title": "Die Arbeiten von {a}, Teil {i}",
        "question": "Wer zahlt für {x}, und wann sind die Arbeiten fertig?",
        "heading": "Wie es anfing",
        "source": "Bericht von den Arbeiten, Teil {n}",
        "ignored": "Jetzt unseren Rundbrief bestellen",
        "reason": "Werbung",
        "descriptor": "Örtlicher Bericht; nennt seine Quellen.",
        "publisher": "Kaibote",
        "reference": "Verzeichnis der Arbeiten, Band {n}: {x}",
        "judgment": "Die Arbeiten an {x} enden wahrscheinlich später als geplant.",
        "wording": "wahrscheinlich",
        "basis": "Die Quellen zu {x} sind wenige. ",
        "other": "Die Bücher von {x} wurden früh geschlossen.",
        "watch": "Ein neuer Zeitplan für {x}.",
        "settle": "Die Abrechnung von {x}.",
        "term": "Kai",
        "definition": "Ein befestigtes Ufer, an dem Schiffe beladen werden.",
        "note": "Das Verzeichnis stimmt zu {y} überein. ",
    },
    parts=_syllables(),
)

JAPANESE = Language(
    tag="ja",
    first=_words(
        "霧原 星見 白鷺 青葉 黒潮 朝霞 夕凪 風待 雪代 月影 花岡 松波 竹里 梅津 桜江 藤井沢 石倉 砂川 岩瀬 谷保 峰山 森下 湖西 浜名瀬"
    ),
    last=_words("汽船 製作所 港湾局 研究所 市議会 鉄道 組合 鋳造"),
    joint="",
    sentences=(
        Sentence("{a}は{x}に{n}円を支払った。"),
        Sentence("{a}と{b}は{day}、{x}のため{n}円の契約を結んだ。"),
        Sentence("{a}によれば、{b}は{x}の手数料{n}円を払っていない。", "reported", by_party=True),
        Sentence("{a}は着工までに{x}へ{n}人を雇う見込みだ。", "forecast"),
        Sentence(
            "{day}の嵐の後、{a}は埠頭を閉じ、{n}個のコンテナを{b}の敷地へ移し、{y}の持ち主に求めた。"
        ),
    ),
    filler=("その日は{y}の知らせがなかった。", "会議では誰も{y}を尋ねなかった。"),
    space="",
    day="{year}年{month}{day}日",
    months=_numbered("月"),
    words={
        "title": "{a}の工事、第{i}部",
        "question": "{x}の費用は誰が払い、工事はいつ終わるのか。",
        "heading": "始まり",
        "source": "工事の報告、第{n}部",
        "ignored": "会報の購読はこちら",
        "reason": "広告",
        "descriptor": "地方紙の記事。取材先の名を挙げる。",
        "publisher": "埠頭新報",
        "reference": "工事台帳、第{n}巻、{x}",
        "judgment": "{x}の工事は予定より遅れて終わる可能性が高い。",
        "wording": "可能性が高い",
        "basis": "{x}の出典は少ない。",
        "other": "{x}の帳簿が早く閉じられた。",
        "watch": "{x}の新しい日程。",
        "settle": "{x}の決算。",
        "term": "埠頭",
        "definition": "船が荷を積む岸。",
        "note": "{y}は台帳の記載と合う。",
    },
    parts=tuple(
        "雨雲河泉滝沼沢浦岬島崎浜磯潟瀬淵堀堤橋路道坂峠畑田苗稲麦豆芋茶蓮菊藤萩椿楓柳杉桧桐樫栗柿桃梨苺鶴鷹雁鴨鳩雀燕鯉鮎鯛鰯鮭貝蟹亀蛙蝶蜂蛍蝉鹿狐狸兎熊狼猪馬牛羊犬猫銀銅鉄鋼玉珠鏡鐘鈴笛琴鼓絹綿糸布帯袖笠傘扇筆墨硯紙絵詩歌舞酒塩油酢蜜炭灰煙炎灯窓扉柱梁壁床庭垣塔蔵"
    ),
)

LANGUAGES = (ENGLISH, GERMAN, JAPANESE)
SHARES = (0.6, 0.25, 0.15)
"""How many of the briefings are in each language."""

"""Stock phrases: what Whisper writes where nobody speaks, learnt from the ends and subtitles of videos.

Three kinds. An unmistakable credit is never said in a visit and is never believed. What may be one is believed
where the engine was sure of it. A closing word is said by people too, at the end of every visit: it is doubted
only where the engine doubted it.
"""

import re
from collections.abc import Sequence

from audio.answers import bare, says_yes_or_no
from audio.heard import HeardWord

_BARE = re.compile(r"[^\w']+")
_SOUND = (
    r"(?:(?:soft|gentle|upbeat|loud|background|dramatic|audience|door|phone) )?"
    r"(?:music|applau(?:se|ds|ding)|laugh(?:s|ter|ing)?|cough(?:s|ing)?|sigh(?:s|ing)?|silence|noises?"
    r"|(?:blank|no)[ _](?:audio|sound)|(?:speaking in )?foreign language|la(?: la)*"
    r"|sniff(?:s|les|ing)?|gasps?|clears throat|throat clearing|breath(?:es|ing)|beep(?:s|ing)?|chuckles?|crying"
    r"|inaudible|indistinct|ring(?:s|ing)|clos(?:es|ing)|typing|snor(?:es|ing)|burps?|groans?|yawns?|whistl(?:es|ing))"
    r"(?: (?:playing|music|continues|chatter|conversation|stops))?"
)
_MARKED = re.compile(rf"\W*[\[(*♪♫]\W*{_SOUND}\W*[\])*♪♫]\W*|[\W_]+")
"""A sound described instead of heard: "[Music]", "(applause)", "*coughs*", notes alone."""
_MERE_SOUND = re.compile(r"(?:e+h+|a+h*|h*m+|o+h+|h+a+|(?:ha)+h?|(?:ah)+|u+[hm]+|e+r+m*)?")
_ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|tv|co\.uk|ru|de|fr)\S*", re.I)

_UNMISTAKABLE = (
    r"thanks? (?:you )?(?:(?:all|guys|everyone|so much|very much) )?for (?:watching|viewing)"
    r"(?: (?:this|the|my|our) (?:video|channel|episode))?"
    r"|subscribe to (?:my|our|the|this) (?:youtube )?channel|like (?:share )?and subscribe"
    r"|i'll (?:see|catch) you (?:guys |all )?in (?:the|my|our) next (?:video|episode)"
    r"|(?:sub\w*titles?|captions?|captioning)(?: and \w+)? (?:provided |made )?(?:by|courtesy of)"
    r"(?! the | my | our)(?: \w+){1,5}"
    r"|(?:\w+ ){0,6}\w*amara ?org\w*(?: \w+){0,3}|(?:\w+ ){0,4}castingwords"
    r"|untertitel\w* (?:im auftrag|von|der|des)\b.*|(?:\w+ ){0,3}im auftrag des zdf\b.*"
    r"|vielen dank für(?:s| das)? zuschauen|sous titr\w+ (?:par|réalisés?|de)\b.*|merci d'avoir regardé\b.*"
    r"|subt[íi]tulos (?:por|realizados|de la)\b.*|gracias por ver\b.*|legendas? (?:pela|por)\b.*"
    r"|sottotitoli (?:creati|a cura|e revisione|di)\b.*|napisy (?:stworzone|wykona\w+)\b.*"
    r"|ondertitel\w* (?:ingediend|door)\b.*|altyaz\w* m ?k|(?:undertekster|textning) (?:av|af)\b.*"
    r"|субтитры (?:с|под|де|и)\w*.*|редактор субтитров.*|продолжение следует|спасибо за просмотр"
    r"|字幕.*|ご視聴ありがとうございました|請不吝點[贊赞].*|谢谢观看|시청해 ?주셔서 감사합니다"
    r"|(?:\w+ )?뉴스 \w+입니다"
)
_LIKELY = (
    r"subscribe|(?:i'll |we'll |we will |i will )?(?:see|catch) you (?:guys |all )?"
    r"(?:in|on) (?:the|my|our) next (?:video|one|episode)"
    r"|(?:transcription|transcript|translation)(?: and \w+)? (?:provided |made )?by(?! the | my | our)(?: \w+){1,3}"
    r"|(?:\w+ ){0,4}rev com|(?:\w+ ){0,6}all rights reserved|abonnez vous(?: \w+){0,4}|suscr[íi]be\w*(?: \w+){0,4}"
    r"|untertitel\w*|legendas|textning|sous titres?|subt[íi]tulos"
)
_BESIDE = (
    r"please|and|so|for more videos|don't forget to|guys|everyone|bye|bye bye|thank you"
    r"|(?:i'll )?see you next time"
)


def _row_with(phrases: str, beside: str) -> re.Pattern[str]:
    """What matches one of the phrases with what stands beside it, and nothing else."""
    return re.compile(rf"(?:(?:{beside}) )*(?:{phrases})(?: (?:{phrases}|{beside}))*")


_SURELY_CREDIT = _row_with(_UNMISTAKABLE, f"{_LIKELY}|{_BESIDE}")
_CREDIT = _row_with(f"{_UNMISTAKABLE}|{_LIKELY}", _BESIDE)
_SUNG = re.compile(r"[♪♫].*[♪♫]\W*")
_SURE = 0.8
"""Words so probable were mostly said: only an unmistakable credit is doubted then."""
_LONGEST_CREDIT = 90
"""In letters. What is longer holds more than a credit."""
_CLOSING = frozenset(
    {
        "you",
        "thank you",
        "thanks",
        "thank you very much",
        "thank you so much",
        "bye",
        "bye bye",
        "goodbye",
        "thank you for listening",
        "thanks for listening",
        "the end",
        "so",
        "i'll see you next time",
        "see you next time",
        "see you soon",
        "i'm sorry",
        "mm hmm",
        "hmm",
        "oh",
        "ah",
        "uh",
        "um",
        "ha",
        "music",
        "applause",
        "laughter",
        "silence",
    }
)


def is_credit(words: Sequence[HeardWord], probability: float) -> bool:
    """Whether the words are what nobody says in a visit, and nothing else: credits, or the description of a sound.

    A yes or a no in them, and they are no credit, for they may be a finding.
    """
    written = _written(words)
    plain = _plain(written)
    if _MARKED.fullmatch(written.casefold()):
        return True
    if len(plain) > _LONGEST_CREDIT or says_yes_or_no(words):
        return False
    if probability > _SURE:
        return bool(_SURELY_CREDIT.fullmatch(plain))
    return bool(_CREDIT.fullmatch(plain) or _SUNG.fullmatch(written))


def is_stock(words: Sequence[HeardWord]) -> bool:
    """Whether the words are a closing phrase, a mere sound or an address, and nothing else."""
    written = _written(words)
    return _plain(written) in _CLOSING or bool(_ADDRESS.fullmatch(written.rstrip(".!")))


def are_mere_sounds(words: Sequence[HeardWord]) -> bool:
    """Whether all words are breath and throat, as "Ehh", "Hmm." or "ah", not "mm-hmm" or "uh-uh", which answer."""
    return all(_MERE_SOUND.fullmatch(bare(word.text)) for word in words)


def _written(words: Sequence[HeardWord]) -> str:
    return "".join(word.text for word in words).strip()


def _plain(text: str) -> str:
    return " ".join(_BARE.sub(" ", text).split()).casefold()

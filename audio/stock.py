"""Stock phrases: what Whisper writes where nobody speaks, learnt from the ends and subtitles of videos.

Two kinds. A credit is never said in a visit and is never believed. A closing word is said by people too, at the
end of every visit: it is doubted only where the engine doubted it.
"""

import re
from collections.abc import Sequence

from audio.heard import HeardWord

_BARE = re.compile(r"[^\w']+")
_MARKED = re.compile(r"[\[(*♪♫].*[\])*♪♫][.!?]*|[♪♫\W_]+", re.DOTALL)
"""A sound described instead of heard: "[Music]", "(applause)", "*coughs*", notes alone."""
_ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|tv|co\.uk|ru|de|fr)\S*", re.I)

_CREDIT = re.compile(
    r"thanks? (?:you )?(?:so much |all )?for (?:watching|viewing)\b.*"
    r"|.*\bsubscribe\b.*|like and share"
    r"|.*\b(?:see|catch) you (?:guys |all )?(?:in|on) (?:the|my|our) next (?:video|one|episode)"
    r"|(?:sub\w*titles?|captions?|captioning|transcription|transcript|translation)(?: and \w+)*"
    r" (?:by|provided by|made by|courtesy of)\b.*"
    r"|.*\bamara ?org\b.*|.*\bcastingwords\b.*|.*\brev com\b.*|.*\ball rights reserved"
    r"|untertitel\w*\b.*|.*\bim auftrag des zdf\b.*|vielen dank für(?:s| das)? zuschauen"
    r"|sous titr\w+\b.*|merci d'avoir regardé\b.*|abonnez vous\b.*"
    r"|subt[íi]tulos?\b.*|suscr[íi]be\w*\b.*|gracias por ver\b.*"
    r"|legendas\b.*|sottotitoli\b.*|napisy\b.*|ondertitel\w*\b.*|altyaz\w*\b.*|undertekst\w*\b.*|textning\b.*"
    r"|.*\bсубтитр\w*\b.*|продолжение следует|спасибо за просмотр"
    r"|字幕.*|ご視聴ありがとうございました|請不吝點[贊赞].*|谢谢观看|시청해 ?주셔서 감사합니다|.*뉴스 .*입니다"
)
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


def is_credit(words: Sequence[HeardWord]) -> bool:
    """Whether the words are what nobody says in a visit: credits, or the description of a sound."""
    written = _written(words)
    return bool(_MARKED.fullmatch(written) or _CREDIT.fullmatch(_plain(written)))


def is_stock(words: Sequence[HeardWord]) -> bool:
    """Whether the words are a closing phrase, a mere sound or an address, and nothing else."""
    written = _written(words)
    return _plain(written) in _CLOSING or bool(_ADDRESS.fullmatch(written.rstrip(".!")))


def _written(words: Sequence[HeardWord]) -> str:
    return "".join(word.text for word in words).strip()


def _plain(text: str) -> str:
    return " ".join(_BARE.sub(" ", text).split()).casefold()

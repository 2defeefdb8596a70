"""Languages: the codes Whisper knows, so that a wrong one is refused before anything heavy is loaded.

Source: openai/whisper, tokenizer.py (LANGUAGES); a test holds the list to the engine's own.
"""

_CODES = """
af am ar as az ba be bg bn bo br bs ca cs cy da de el en es et eu fa fi fo fr gl gu ha haw he hi hr ht hu hy id is
it ja jw ka kk km kn ko la lb ln lo lt lv mg mi mk ml mn mr ms mt my ne nl nn no oc pa pl ps pt ro ru sa sd si sk sl
sn so sq sr su sv sw ta te tg th tk tl tr tt uk ur uz vi yi yo yue zh
"""

LANGUAGES = frozenset(_CODES.split())
"""An English-only model knows ``en`` alone, and ``yue`` came with large-v3: the engine has the last word."""

"""A run as one page that stands alone: no file beside it, no request, nothing that a reader has to install.

Markup is made by ``tags``, which escapes everything that is not markup already. The page's own style and script are
the only ones that its Content-Security-Policy lets run, by their hashes. Recordings stand in the page as data: it
loads nothing else.
"""

"""Origins: what a page of another origin may send to this API and read of its answers, where the setting names it.

Never with cookies: a caller is known by the key or token alone that the page sends itself.
"""

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
SENT = (
    "Authorization",
    "Content-Type",
    "Idempotency-Key",
    "Prefer",
    "Range",
    "Tus-Resumable",
    "Upload-Checksum",
    "Upload-Length",
    "Upload-Offset",
)
EXPOSED = (
    "Content-Range",
    "Idempotency-Replayed",
    "Location",
    "Preference-Applied",
    "Retry-After",
    "Tus-Checksum-Algorithm",
    "Tus-Extension",
    "Tus-Max-Size",
    "Tus-Resumable",
    "Tus-Version",
    "Upload-Defer-Length",
    "Upload-Length",
    "Upload-Offset",
)

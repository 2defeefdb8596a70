"""From a recording to a transcript: decode, find speech, transcribe, account for each second, name speakers."""

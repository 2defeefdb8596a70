"""From a finished recording to a draft, durably: steps skipped when their value is kept, a queue, workers."""

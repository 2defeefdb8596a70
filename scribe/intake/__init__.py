"""What a caller hands in, read into values of ours: requests, caption files, text, documents to check."""

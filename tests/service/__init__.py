"""Tests of a whole installation: processes of its own, asked over HTTP."""

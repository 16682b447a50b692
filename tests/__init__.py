"""Tests: they mirror the tree; `house/` is about the codebase, `browser/` walks in Chromium."""

"""The record's words: frozen types and their arithmetic, no input or output."""

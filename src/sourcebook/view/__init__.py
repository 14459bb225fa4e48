"""How does it look? Pure functions from claims to lines, tables and lists; nothing here writes or prints."""

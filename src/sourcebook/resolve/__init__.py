"""Which one is meant: places, actors, dates."""

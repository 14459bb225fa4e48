"""A brief for two days: what changed, what is told most, what contradicts itself, and the words for all of it."""

"""Recipe of the bulk lists of actors in `knowledge/lists/`: names, ties, heads of state and government, agent nouns."""

"""One page for a browser: timeline, network and claims with their words; it asks nothing of anybody."""

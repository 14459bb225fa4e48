"""What holds on a day: ties over time, the network of a day, and what changed between two days."""

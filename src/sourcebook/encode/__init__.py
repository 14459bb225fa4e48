"""What does the trained encoder see? One pass over the words gives mentions, happenings, roles, ties and doubts."""

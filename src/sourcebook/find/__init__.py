"""Who, where, when, how many is named: mentions in a report's words."""

"""Events that people coded by hand, in the columns of ACLED or UCDP GED, as claims of a book."""

"""What is claimed, by whom, how surely?"""

"""What is made public of cases."""

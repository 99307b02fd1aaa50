"""What staff see of cases."""

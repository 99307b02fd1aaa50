"""What the checker finds that holds nothing up."""

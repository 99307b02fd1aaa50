"""From a draft to a filed complaint and its receipt."""

"""What the search index must take up."""

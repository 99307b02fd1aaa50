"""What the site publishes as data: files, feeds, and what they say of themselves."""

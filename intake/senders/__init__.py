"""Ways to tell people: each a small class behind the protocol of `message`."""

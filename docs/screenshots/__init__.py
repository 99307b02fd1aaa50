"""Pictures of every kind of page, taken from the running product: `make screenshots`."""

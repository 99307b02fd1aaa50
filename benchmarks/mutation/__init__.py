"""How much the tests notice when the code is changed."""

"""The engines behind the protocol, a folder each."""

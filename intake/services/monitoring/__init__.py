"""What an operator's tools ask: signs of life of the workers, queues and clocks as metrics."""

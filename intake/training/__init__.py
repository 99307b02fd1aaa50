"""Fits the router's trained stage on texts that the product contains; only this needs scikit-learn."""

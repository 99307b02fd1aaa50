"""Item lists from draft to decision: drafting, rows, review, decision, disclosure review, and what is due."""

"""The coordinating office: what stands where, what is late, and what goes to leaders and inspections."""

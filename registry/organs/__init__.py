"""Who there is: organs, their channels and duties, reorganisations, bodies that cases are referred to."""

"""Referrals of cases to other bodies, and proceedings that cases stand still for."""

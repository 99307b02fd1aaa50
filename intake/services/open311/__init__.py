"""Open311 GeoReport v2: published lists as services, complaints as service requests."""

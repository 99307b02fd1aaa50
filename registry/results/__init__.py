"""Published results of complaints."""

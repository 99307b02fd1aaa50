"""What the site shows as pictures: figures worked out here, drawn by `pictures/`."""

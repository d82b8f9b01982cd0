"""Where a place lies, by whatever is known of it: degrees, metres, or its postcode."""

from connexions.engines.grid import to_degrees, to_grid
from connexions.registers.directory.models import Location
from connexions.registers.partners.places import place_of


def place(location: Location) -> Location:
    """Fill in metres from degrees or the postcode, and degrees from metres; what is known is left as it is."""
    if location.latitude is not None and location.longitude is not None:
        metres = to_grid(location.latitude, location.longitude)
    else:
        known = location.easting is not None and location.northing is not None
        found = place_of(location.postcode) if location.postcode and not known else None
        metres = (float(location.easting or 0), float(location.northing or 0)) if known else None
        metres = found.place if found else metres
        if metres:
            latitude, longitude = to_degrees(*metres)
            location.latitude, location.longitude = round(latitude, 6), round(longitude, 6)
    location.easting, location.northing = (round(metres[0]), round(metres[1])) if metres else (None, None)
    return location

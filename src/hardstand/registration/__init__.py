"""One ground frame for all dates: the georeference first, then the images' content, and never without proof."""

from hardstand.registration.ground import ground_of
from hardstand.registration.pair import register_pair
from hardstand.registration.result import Refused, Registered, Registration, SiteRegistration
from hardstand.registration.site import register_site

__all__ = [
    "Refused",
    "Registered",
    "Registration",
    "SiteRegistration",
    "ground_of",
    "register_pair",
    "register_site",
]

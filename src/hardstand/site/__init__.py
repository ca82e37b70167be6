"""The site file: a named place, its area and zones, and the images of it."""

from hardstand.site.areas import Area, read_area
from hardstand.site.loading import load_site
from hardstand.site.values import AcquisitionOverrides, Site, SiteAcquisition, SiteConfiguration, Zone

__all__ = [
    "AcquisitionOverrides",
    "Area",
    "Site",
    "SiteAcquisition",
    "SiteConfiguration",
    "Zone",
    "load_site",
    "read_area",
]

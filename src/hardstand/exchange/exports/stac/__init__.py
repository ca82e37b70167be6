"""A finished run as a STAC catalogue that needs nothing around it: https://github.com/radiantearth/stac-spec."""

from hardstand.exchange.exports.stac.catalogue import write_stac

__all__ = ["write_stac"]

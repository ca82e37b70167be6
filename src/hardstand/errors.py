"""Every error that Hardstand raises on purpose.

HardstandError
├── SiteFileError        the site file can't be understood
├── ImageError           an image can't be read, or must not be trusted
├── MetadataError        a time, GSD or other value is missing, impossible or contradictory
├── RegistrationError    images can't be brought into one ground frame
├── DetectionError       no detector fits, or its model is damaged
├── OutputError          the result can't be written or read where it was asked for
├── DatasetError         a data set for measuring or training is missing or incomplete
├── CatalogueError       a catalogue of images can't be read, or does not answer
├── TextError            a text can't be read as English prose
└── BundleError          a bundle can't be made, or is not as it was made

A message says what is wrong, where, and what to do.
"""

from __future__ import annotations

from typing import ClassVar


class HardstandError(Exception):
    """Base of all errors that are meant for the person at the keyboard.

    Attributes:
        exit_code: what the command line returns; 2 is left to wrong command-line options.
    """

    exit_code: ClassVar[int] = 1


class SiteFileError(HardstandError):
    """The site file has a typo, a missing key or a value of the wrong kind; names file, key and line."""

    exit_code = 3


class ImageError(HardstandError):
    """An image is missing, empty, truncated, of an unknown kind, all nodata, or larger than its file can be."""

    exit_code = 4


class MetadataError(HardstandError):
    """A value that the run needs is not known, or can't be true."""

    exit_code = 5


class RegistrationError(HardstandError):
    """Two images do not show the same ground, or too little of it to be sure."""

    exit_code = 6


class DetectionError(HardstandError):
    """A detector is unknown, its files are damaged, or the image is outside the GSD it was measured on."""

    exit_code = 7


class OutputError(HardstandError):
    """The output folder is another run's or holds none, the disk refused the result, or no PDF can be made here."""

    exit_code = 8


class DatasetError(HardstandError):
    """A public data set that a measurement or a training needs is not where it should be."""

    exit_code = 9


class CatalogueError(HardstandError):
    """A catalogue of images is missing, damaged or none, or the server that holds it does not answer."""

    exit_code = 10


class TextError(HardstandError):
    """A text can't be read as English prose: it is missing, too large, binary, scanned or in another language."""

    exit_code = 11


class BundleError(HardstandError):
    """A bundle is changed, incomplete or none, can't be signed or stamped, or gives other numbers when made again."""

    exit_code = 12

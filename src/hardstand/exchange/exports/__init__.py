"""A finished run as files for other programs: maps, tables, catalogues."""

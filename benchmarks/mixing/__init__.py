"""A folder of files of all formats, each with the rows that it must give, known from how it was made."""

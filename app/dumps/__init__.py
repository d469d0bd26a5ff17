"""All of the data as files: lines, a data package, a database, their checksums, and a description for catalogues."""

"""The room's ports to the outside: the Kemendagri list and the files a regency brings."""

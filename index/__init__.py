"""Papers in, a library out: a folder that can be searched by meaning and by words."""

"""The papers of an invented council: their sources and the script that renders them."""

"""How the pages fare with Lighthouse."""

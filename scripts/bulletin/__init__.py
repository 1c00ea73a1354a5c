"""The bulletin: importer and model; `bulletin.site` builds the MkDocs side."""

"""Minutes (berita acara) of a rembuk: what was agreed, as the ledger has it, as a document, and checked."""

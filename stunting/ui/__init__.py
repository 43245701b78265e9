"""The frame of a page, shared filters, cached queries and the components of the browser."""

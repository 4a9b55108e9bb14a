"""Plain rows to files that other programs read: one module a format. Their shapes are those of `queries.exports`."""

"""Pure decisions of the product: values in, a verdict with its evidence out. No table, no clock, no request."""

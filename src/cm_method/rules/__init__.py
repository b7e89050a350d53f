"""The rules of the method: sourced, dated, named functions, and the verdicts derived from them."""

"""For those who embed the library: proof that what they built answers as the method does.

`cm_method.testing.conformance` puts cases in plain JSON to a program in any language (extra
``json``). Nothing here is imported by the package itself.
"""

"""For those who embed the library: journals to try it on, and proof of what they built.

`cm_method.testing.strategies` makes journals, registers and methods up for Hypothesis (extra
``testing``); `cm_method.testing.conformance` puts cases in plain JSON to a program in any language
(extra ``json``). The package itself imports nothing of this.
"""

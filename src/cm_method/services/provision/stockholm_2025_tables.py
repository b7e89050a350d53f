"""The twelve tables of the 2025 survey as the report prints them (City 2025, annex 2).

Laid out so that they can be held beside the report: an administration a line, its answers under the
business areas in the order of the report, and the printed totals last. In tables 11 and 12 each
area has five columns: own home, trial and training apartment (FoT), Housing First (BF), other
housing service, and SHIS.
"""

from __future__ import annotations

from collections.abc import Mapping

TABLES: Mapping[int, str] = {
    1: """
Bromma                                 0  1  1  0
Enskede-Årsta-Vantör                   0  0  1  0
Farsta                                 0  0  0  0
Hägersten-Älvsjö                       0  0  1  0
Hässelby-Vällingby                     0  0  1  0
Järva                                  0  0  0  0
Kungsholmen                            0  0  0  0
Norra innerstaden                      0  0  0  0
Skarpnäck                              0  1  1  0
Skärholmen                             1  1  1  0
Södermalm                              0  0  1  0
Socialförvaltningens område hemlöshet  1  1  1  1
Totalt antal                           2  4  8  1
""",
    2: """
Bromma                                 0  1  1  0
Enskede-Årsta-Vantör                   0  0  0  0
Farsta                                 0  0  0  0
Hägersten-Älvsjö                       0  0  1  0
Hässelby-Vällingby                     0  0  1  0
Järva                                  0  0  1  0
Kungsholmen                            0  0  0  0
Norra innerstaden                      0  0  0  0
Skarpnäck                              0  1  1  0
Skärholmen                             0  0  1  0
Södermalm                              0  0  1  0
Socialförvaltningens område hemlöshet  0  0  0  0
Totalt antal                           0  2  7  0
""",
    3: """
Bromma                                 0  0  1  0
Enskede-Årsta-Vantör                   0  0  1  0
Farsta                                 0  0  0  0
Hägersten-Älvsjö                       0  0  1  0
Hässelby-Vällingby                     0  0  0  0
Järva                                  0  0  0  0
Kungsholmen                            0  0  0  0
Norra innerstaden                      0  0  0  0
Skarpnäck                              0  1  1  0
Skärholmen                             0  0  1  0
Södermalm                              0  0  1  0
Socialförvaltningens område hemlöshet  1  1  1  1
Totalt antal                           1  2  7  1
""",
    4: """
Bromma                                 0  0  0  0
Enskede-Årsta-Vantör                   0  0  1  0
Farsta                                 0  0  0  0
Hägersten-Älvsjö                       0  0  1  0
Hässelby-Vällingby                     0  0  1  0
Järva                                  0  0  0  0
Kungsholmen                            0  0  0  0
Norra innerstaden                      0  0  0  0
Skarpnäck                              0  0  1  0
Skärholmen                             0  0  1  0
Södermalm                              0  0  1  0
Socialförvaltningens område hemlöshet  0  0  1  1
Totalt antal                           0  0  7  1
""",
    5: """
Bromma                                 1  1  0  0
Enskede-Årsta-Vantör                   1  1  1  0
Farsta                                 1  0  1  0
Hägersten-Älvsjö                       1  1  1  0
Hässelby-Vällingby                     1  1  0  0
Järva                                  1  1  0  0
Kungsholmen                            1  1  1  1
Norra innerstaden                      1  1  1  0
Skarpnäck                              1  1  1  0
Skärholmen                             1  1  1  0
Södermalm                              1  0  0  1
Socialförvaltningens område hemlöshet  1  1  1  1
Totalt antal                          12 10  8  3
""",
    6: """
Bromma                                 0  0  0  0
Enskede-Årsta-Vantör                   0  0  1  0
Farsta                                 1  0  0  0
Hägersten-Älvsjö                       0  0  1  0
Hässelby-Vällingby                     0  0  0  0
Järva                                  0  0  1  0
Kungsholmen                            0  0  1  1
Norra innerstaden                      0  0  1  0
Skarpnäck                              0  0  1  0
Skärholmen                             0  0  1  0
Södermalm                              0  0  0  1
Socialförvaltningens område hemlöshet  0  0  0  0
Totalt antal                           1  0  7  2
""",
    7: """
Bromma                                 0  0  0  0
Enskede-Årsta-Vantör                   0  0  0  0
Farsta                                 0  0  1  0
Hägersten-Älvsjö                       1  1  1  0
Hässelby-Vällingby                     0  0  0  0
Järva                                  0  0  0  0
Kungsholmen                            0  0  0  0
Norra innerstaden                      0  0  0  0
Skarpnäck                              0  0  1  0
Skärholmen                             0  0  0  0
Södermalm                              0  0  0  1
Socialförvaltningens område hemlöshet  1  1  1  1
Totalt antal                           2  2  4  2
""",
    8: """
Bromma                                 0  0  0  0
Enskede-Årsta-Vantör                   0  0  1  0
Farsta                                 0  0  1  0
Hägersten-Älvsjö                       1  1  0  0
Hässelby-Vällingby                     0  0  0  0
Järva                                  0  0  0  0
Kungsholmen                            0  0  0  0
Norra innerstaden                      0  0  0  0
Skarpnäck                              1  0  1  0
Skärholmen                             0  0  0  0
Södermalm                              1  0  0  0
Socialförvaltningens område hemlöshet  1  1  0  0
Totalt antal                           4  2  3  0
""",
    9: """
Bromma                                 1  1  0  0
Enskede-Årsta-Vantör                   1  1  0  0
Farsta                                 1  1  0  0
Hägersten-Älvsjö                       1  1  0  0
Hässelby-Vällingby                     1  1  0  0
Järva                                  1  1  0  0
Kungsholmen                            1  1  0  1
Norra innerstaden                      1  0  0  0
Skarpnäck                              1  1  0  0
Skärholmen                             1  1  0  0
Södermalm                              1  0  0  0
Socialförvaltningens område hemlöshet  1  1  0  0
Totalt antal                          12 10  0  1
""",
    10: """
Bromma                                 1  0  0  0
Enskede-Årsta-Vantör                   1  1  1  0
Farsta                                 1  1  1  0
Hägersten-Älvsjö                       1  1  0  0
Hässelby-Vällingby                     1  1  0  0
Järva                                  0  0  1  0
Kungsholmen                            1  1  1  1
Norra innerstaden                      1  1  0  0
Skarpnäck                              1  1  0  0
Skärholmen                             1  1  0  0
Södermalm                              1  0  0  1
Socialförvaltningens område hemlöshet  1  1  1  1
Totalt antal                          11  9  5  3
""",
    11: """
Bromma                                 1  1  1  1  1  0  0  0  0  0
Enskede-Årsta-Vantör                   1  1  0  0  1  1  1  0  0  1
Farsta                                 1  1  0  1  1  1  1  0  1  1
Hägersten-Älvsjö                       1  1  0  0  1  1  1  0  0  1
Hässelby-Vällingby                     1  1  0  1  1  1  1  0  1  1
Järva                                  1  1  0  0  1  1  1  0  0  1
Kungsholmen                            1  1  0  0  1  1  1  0  0  1
Norra innerstaden                      1  1  0  0  1  1  1  0  1  1
Skarpnäck                              1  1  0  1  1  1  1  0  0  0
Skärholmen                             0  1  1  1  1  1  1  1  1  1
Södermalm                              1  1  0  1  1  0  0  0  0  0
Socialförvaltningens område hemlöshet  1  1  0  1  0  1  1  0  1  0
Totalt antal                          11 12  2  7 11 10 10  1  5  8
""",
    12: """
Bromma                                 0  0  0  0  0  0  0  0  0  0
Enskede-Årsta-Vantör                   0  0  0  1  0  0  0  0  0  0
Farsta                                 1  1  0  0  0  0  0  0  0  0
Hägersten-Älvsjö                       1  1  0  1  1  0  0  0  0  0
Hässelby-Vällingby                     0  0  0  0  0  0  0  0  0  0
Järva                                  1  1  0  1  1  0  0  0  0  0
Kungsholmen                            1  1  1  1  1  1  1  0  1  1
Norra innerstaden                      0  1  0  0  0  0  0  0  0  0
Skarpnäck                              1  1  0  0  0  0  0  0  0  0
Skärholmen                             0  1  0  0  1  0  0  0  0  0
Södermalm                              0  0  0  0  0  1  0  0  1  1
Socialförvaltningens område hemlöshet  0  1  1  1  1  0  1  1  1  1
Totalt antal                           5  8  2  5  5  2  2  1  3  3
""",
}

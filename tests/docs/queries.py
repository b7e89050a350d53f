"""What people type into the search, and the page that must be among the first three hits."""

QUERIES = {
    # a case manager
    "handläggningen": "metod/uppdrag/",
    "krisplan": "metod/krisplan/",
    "när ska planen vara klar": "metod/individuell-plan/",
    "8 veckor": "metod/individuell-plan/",
    "samtycke återkallas": "gor-sa-har/samtycket-aterkallas/",
    "ensamhet": "metod/sjalvskattning/",
    "självskattningar": "gor-sa-har/sjalvskatta/",
    "överlämning": "gor-sa-har/byt-case-manager/",
    "avbruten insats": "gor-sa-har/avsluta-insatsen/",
    "dödsfall": "gor-sa-har/nar-nagon-dor/",
    "paus": "gor-sa-har/paus-och-aterkomst/",
    "orosanmälan": "gor-sa-har/oro-for-ett-barn/",
    "SIP": "metod/sip/",
    "vem ansvarar": "metod/ansvarskedja/",
    "skriva fel i journalen": "gor-sa-har/ratta-nagot/",
    # a manager or a member of the steering group
    "ansvarskedjan": "metod/ansvarskedja/",
    "styrgruppen": "metod/partnerskapet/",
    "slutrapport": "metod/redogorelse-och-slutrapport/",
    "hur många deltagare per handläggare": "metod/deltagare-per-medarbetare/",
    "24 av 30": "las-rapporten/",
    "boendestöd": "metod/insatser/",
    "personligt ombud": "metod/insatser/",
    "kalender": "metod/kalendern/",
    # a lawyer, an archivist or a researcher
    "bryta sekretess": "metod/samtycke/",
    "gallringsfrist": "metod/gallring/",
    "jämställdhet": "metod/jamstalldhet-och-rojandekontroll/",
    "skärmläsare": "tillganglighet/",
    "forskningssamtycke": "metod/forskningsdata/",
}

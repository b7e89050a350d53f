"""Stockholm's survey of co-occurring disorders 2020, as its report tells it (City 2020, 6 and 7).

Unit managers of the district committees answered once for each business area that they led, so a
question may hold more answers than there were managers. The report prints percentages only. It is
never to be compared with the survey of 2025 as a trend: ``compare_surveys`` refuses, and says why.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cm_method.services.provision.stated import (
    Responses,
    StatedAnswer,
    StatedShare,
    StatedSurvey,
)
from cm_method.sources import Document, Source


def _said(section: str, quote: str) -> Source:
    return Source(document=Document.CITY_2020, section=section, quote=quote)


HOUSING_FIRST_2020 = _said(
    "5.5 Bostad Först",
    "Inom Stockholms stad kan insatsen Bostad Först beviljas inom vuxen/missbruk.",
)
"""Read as: in that area alone. The sentence has no "only" (domain, contradiction 14)."""

AREAS_2020 = ("income_support", "social_psychiatry", "adult_addiction")
"""Ekonomiskt bistånd (försörjningsstöd), socialpsykiatri, vuxen/missbruk: the terms of 2020."""

INCOME, PSYCHIATRY, ADULT = AREAS_2020
ALL_TOGETHER = None

INTERNAL = "6.2.1 Intern samverkan"
INTERNAL_EFFECT = "6.2.2 Effektiva och individanpassade insatser till"
EXTERNAL = "6.2.3 Extern samverkan"
EXTERNAL_EFFECT = "6.2.4 Effektiva och individanpassade insatser utifrån"
SIP = "6.2.5 Samordnad individuell plan (SIP)"


def _told(
    section: str,
    question: str,
    answer: StatedAnswer,
    percents: Mapping[str | None, int],
    quote: str,
) -> Iterator[StatedShare]:
    """The shares of one sentence, by group."""
    for group, percent in percents.items():
        yield StatedShare(
            question=question,
            answer=answer,
            group=group,
            percent=percent,
            source=_said(section, quote),
        )


SHARES = (
    *_told(
        INTERNAL,
        "cooperation_psychiatry_adult",
        StatedAnswer.VERY_GOOD,
        {ALL_TOGETHER: 61},
        "Respondenterna tyckte att samverkan mellan socialpsykiatri och vuxen/missbruk fungerade "
        "bäst, med 61 procent som besvarat frågan med mycket bra.",
    ),
    *_told(
        INTERNAL,
        "cooperation_income_adult",
        StatedAnswer.FAIRLY_GOOD,
        {ALL_TOGETHER: 54},
        "Vad gäller den interna samverkan mellan försörjningsstöd och vuxen/missbruk svarade 54 "
        "procent att samverkan fungerar ganska bra.",
    ),
    *_told(
        INTERNAL,
        "cooperation_income_psychiatry",
        StatedAnswer.FAIRLY_GOOD,
        {ALL_TOGETHER: 77},
        "Motsvarande siffra mellan försörjningsstöd och socialpsykiatri var 77 procent.",
    ),
    *_told(
        INTERNAL_EFFECT,
        "effect_psychiatry_adult",
        StatedAnswer.AGREE_FULLY,
        {ALL_TOGETHER: 50},
        "På påstående som rörde samverkan mellan socialpsykiatri och vuxen/missbruk uppgav totalt "
        "50 procent att de upplevde att påstående stämmer helt.",
    ),
    *_told(
        INTERNAL_EFFECT,
        "effect_income_psychiatry",
        StatedAnswer.AGREE_FAIRLY_WELL,
        {ALL_TOGETHER: 67},
        "När det rör samverkan mellan försörjningsstöd och socialpsykiatri svarade 67 procent att "
        "påstående stämmer ganska bra.",
    ),
    *_told(
        INTERNAL_EFFECT,
        "effect_income_adult",
        StatedAnswer.AGREE_FAIRLY_WELL,
        {ALL_TOGETHER: 51},
        "Motsvarande siffra mellan försörjningsstöd och vuxen/missbruk var 51 procent.",
    ),
    *_told(
        INTERNAL_EFFECT,
        "importance_psychiatry_adult",
        StatedAnswer.VERY_IMPORTANT,
        {ALL_TOGETHER: 97},
        "Viktigast upplevde man samverkan mellan socialpsykiatri och vuxen/missbruk, där 97 "
        "procent svarade mycket viktigt.",
    ),
    *_told(
        INTERNAL_EFFECT,
        "importance_income_adult",
        StatedAnswer.VERY_IMPORTANT,
        {ALL_TOGETHER: 89},
        "På frågan om hur viktig samverkan var mellan försörjningsstöd och vuxen/missbruk uppgav "
        "89 procent att den var mycket viktig.",
    ),
    *_told(
        INTERNAL_EFFECT,
        "importance_income_psychiatry",
        StatedAnswer.VERY_IMPORTANT,
        {ALL_TOGETHER: 87},
        "Motsvarande siffra för försörjningsstöd och socialpsykiatri var 87 procent.",
    ),
    *_told(
        EXTERNAL,
        "cooperation_addiction_care",
        StatedAnswer.FAIRLY_GOOD,
        {ALL_TOGETHER: 64},
        "På frågan som rörde samverkan med beroendevården svarade majoriteten av respondenterna "
        "att det fungerar ganska bra, 64 procent.",
    ),
    *_told(
        EXTERNAL,
        "cooperation_addiction_care",
        StatedAnswer.FAIRLY_GOOD,
        {INCOME: 71, ADULT: 67},
        "Siffrorna skiljer sig mellan svarande inom respektive verksamhetsområde, där 71 procent "
        "av svarande inom försörjningsstöd tycker att det fungerar ganska bra och 0 procent mycket "
        "bra, medan 67 procent inom vuxen/missbruk tycker att det fungerar ganska bra och 13 "
        "procent mycket bra.",
    ),
    *_told(
        EXTERNAL,
        "cooperation_addiction_care",
        StatedAnswer.VERY_GOOD,
        {INCOME: 0, ADULT: 13},
        "71 procent av svarande inom försörjningsstöd tycker att det fungerar ganska bra och 0 "
        "procent mycket bra, medan 67 procent inom vuxen/missbruk tycker att det fungerar ganska "
        "bra och 13 procent mycket bra.",
    ),
    *_told(
        EXTERNAL,
        "cooperation_addiction_care",
        StatedAnswer.FAIRLY_GOOD,
        {PSYCHIATRY: 55},
        "Inom socialpsykiatrin tycker 55 procent att det fungerar ganska bra och 9 procent mycket "
        "bra.",
    ),
    *_told(
        EXTERNAL,
        "cooperation_addiction_care",
        StatedAnswer.VERY_GOOD,
        {PSYCHIATRY: 9},
        "Inom socialpsykiatrin tycker 55 procent att det fungerar ganska bra och 9 procent mycket "
        "bra.",
    ),
    *_told(
        EXTERNAL,
        "cooperation_psychiatric_care",
        StatedAnswer.FAIRLY_BAD,
        {ALL_TOGETHER: 46},
        "Svaren som rör frågan om hur samverkan ser ut med regionens psykiatri svarade "
        "majoriteten, 46 procent, att de upplever den som ganska dålig.",
    ),
    *_told(
        EXTERNAL,
        "cooperation_psychiatric_care",
        StatedAnswer.FAIRLY_GOOD,
        {PSYCHIATRY: 54, ADULT: 33, INCOME: 33},
        "Inom socialpsykiatrin är det 54 procent som upplever att samverkan fungerar ganska bra, "
        "medan motsvarande siffra för vuxen/missbruk och försörjningsstöd är 33 procent.",
    ),
    *_told(
        EXTERNAL_EFFECT,
        "effect_addiction_care",
        StatedAnswer.AGREE_FAIRLY_WELL,
        {ALL_TOGETHER: 47},
        "Majoriteten av de svarande upplevde att påståendet stämde ganska bra vad gällde regionens "
        "beroendevård, 47 procent.",
    ),
    *_told(
        EXTERNAL_EFFECT,
        "effect_addiction_care",
        StatedAnswer.AGREE_FAIRLY_WELL,
        {INCOME: 83, ADULT: 47, PSYCHIATRY: 27},
        "I denna fråga är det dock skillnader i svar mellan verksamhetsområdena, där 83 procent av "
        "de svarande från försörjningsstöd svarade ganska bra jämfört med vuxen/missbruk och "
        "socialpsykiatrin där motsvarande var 47 procent respektive 27 procent.",
    ),
    *_told(
        EXTERNAL_EFFECT,
        "effect_psychiatric_care",
        StatedAnswer.AGREE_FAIRLY_WELL,
        {ALL_TOGETHER: 42},
        "På motsvarande fråga gällande regionens psykiatri var det totalt 42 procent som svarade "
        "att påståendet stämmer ganska bra",
    ),
    *_told(
        EXTERNAL_EFFECT,
        "effect_psychiatric_care",
        StatedAnswer.AGREE_FAIRLY_BADLY,
        {ALL_TOGETHER: 42},
        "42 procent som varade att påståendet stämmer ganska dåligt.",
    ),
    *_told(
        EXTERNAL_EFFECT,
        "effect_psychiatric_care",
        StatedAnswer.AGREE_FAIRLY_BADLY,
        {ADULT: 47},
        "Det verksamhetsområde med högst andel som svarade att det stämmer ganska dåligt, med 47 "
        "procent, var vuxen/missbruk.",
    ),
    *_told(
        EXTERNAL_EFFECT,
        "importance_addiction_care",
        StatedAnswer.VERY_IMPORTANT,
        {ALL_TOGETHER: 91},
        "svarade totalt 91 procent att de ansåg samverkan som mycket viktig.",
    ),
    *_told(
        EXTERNAL_EFFECT,
        "importance_addiction_care",
        StatedAnswer.VERY_IMPORTANT,
        {ADULT: 100, PSYCHIATRY: 91, INCOME: 75},
        "Uppdelat på verksamhetsområdena är det 100 procent inom vuxen/missbruk som svarar mycket "
        "viktig. Motsvarande siffror för socialpsykiatrin och försörjningsstöd är 91 procent "
        "respektive 75 procent.",
    ),
    *_told(
        EXTERNAL_EFFECT,
        "importance_psychiatric_care",
        StatedAnswer.VERY_IMPORTANT,
        {ALL_TOGETHER: 95},
        "När det gäller hur viktig samverkan är med regionens psykiatri, svarade totalt 95 procent "
        "att de ansåg samverkan som mycket viktig.",
    ),
    *_told(
        EXTERNAL_EFFECT,
        "importance_psychiatric_care",
        StatedAnswer.VERY_IMPORTANT,
        {ADULT: 100, PSYCHIATRY: 92, INCOME: 89},
        "Uppdelat på verksamhetsområdena är det 100 procent inom vuxen/missbruk som svarar mycket "
        "viktig. Motsvarande siffror för socialpsykiatrin och försörjningsstöd är 92 procent "
        "respektive 89 procent.",
    ),
    *_told(
        SIP,
        "asked_about_sip",
        StatedAnswer.ALL_OR_NEARLY_ALL,
        {ALL_TOGETHER: 10},
        "Totalt är det 10 procent som uppger att alla eller nästan alla personer med samsjuklighet "
        "har blivit tillfrågade om de vill ha en SIP.",
    ),
    *_told(
        SIP,
        "asked_about_sip",
        StatedAnswer.ALL_OR_NEARLY_ALL,
        {PSYCHIATRY: 15, ADULT: 13, INCOME: 0},
        "Nedbrutet på verksamhetsområde framgår det att 15 procent av de svarande inom "
        "socialpsykiatrin har frågat alla eller nästan alla. Motsvarande siffror för "
        "vuxen/missbruk var 13 procent och noll procent inom försörjningsstöd.",
    ),
    *_told(
        SIP,
        "asked_about_sip",
        StatedAnswer.MOST,
        {ALL_TOGETHER: 39},
        "Totalt är det 39 procent som uppger att de flesta personer med samsjuklighet har blivit "
        "tillfrågade om de vill ha en SIP.",
    ),
    *_told(
        SIP,
        "asked_about_sip",
        StatedAnswer.MOST,
        {ADULT: 47, PSYCHIATRY: 39, INCOME: 27},
        "Nedbrutet på verksamhetsområde framgår det att 47 procent av de svarande inom "
        "vuxen/missbruk har frågat de flesta. Motsvarande siffror för socialpsykiatrin är 39 "
        "procent och för försörjningsstöd 27 procent.",
    ),
)
"""Every percentage of section 6.2, sentence by sentence."""

SURVEY_2020 = StatedSurvey(
    code="stockholm-2020",
    year=2020,
    act="SoL (2001:453)",
    administrations=(),
    areas=AREAS_2020,
    shares=SHARES,
    responses=(
        Responses(
            year=2020,
            asked=34,
            answered=30,
            percent=86,
            source=_said(
                "6.1 Genomförande och avgränsningar",
                "Enkäten skickades ut till 34 personer inom verksamhetsområdena ekonomiskt "
                "bistånd, socialpsykiatri och vuxen/missbruk. Det inkom 30 svar, vilket motsvarar "
                "en svarsfrekvens på 86 procent.",
            ),
        ),
        Responses(
            year=2019,
            asked=15,
            answered=12,
            percent=None,
            source=_said(
                "7. Inventering av boendestöd",
                "Samtliga dåvarande 14 stadsdelsnämnder och socialförvaltningens enhet för hemlösa "
                "tillfrågades. Av de 15 tillfrågade svarade 12",
            ),
        ),
    ),
    source=_said(
        "6. Enkät samsjuklighet",
        "skickades en enkät ut till samtliga enhetschefer för verksamhetsområdena ekonomiskt "
        "bistånd, socialpsykiatri och vuxen/missbruk.",
    ),
)
"""The survey of 2020 and, among its responses, the inventory of housing support of 2019."""

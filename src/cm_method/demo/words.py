"""The words of the made-up cases: short, plain Swedish, about nobody in particular."""

from __future__ import annotations

from collections.abc import Mapping

from cm_method.case.episodes import EntryRoute
from cm_method.case.meetings import Place
from cm_method.case.needs import NeedArea
from cm_method.case.parties import LegalForm
from cm_method.case.plans import GoalStatus

NEEDS: Mapping[NeedArea, tuple[str, ...]] = {
    NeedArea.MENTAL_ILL_HEALTH: (
        "Sover dåligt och orkar inte det som är roligt.",
        "Stark oro som gör det svårt att ta sig hemifrån.",
        "Nedstämd sedan i vintras, vill ha någon att prata med.",
        "Tappar lusten i perioder och drar sig undan.",
    ),
    NeedArea.NEURODEVELOPMENTAL: (
        "Svårt att komma igång och att hålla reda på tider.",
        "Har fått en adhd-diagnos men inget stöd efter den.",
        "Många intryck på en gång tar all kraft.",
    ),
    NeedArea.HARMFUL_USE: (
        "Dricker mer än som känns bra, mest på helgerna.",
        "Röker cannabis för att kunna sova och vill trappa ned.",
        "Använder lugnande tabletter utan recept ibland.",
    ),
    NeedArea.ADDICTION: (
        "Har haft återfall och vill ha stöd att hålla fast vid behandlingen.",
        "Beroende av alkohol, motiverad att påbörja vård.",
        "Vill komma tillbaka till beroendemottagningen.",
    ),
    NeedArea.PSYCHIATRIC_DISABILITY: (
        "Behöver stöd i vardagen till följd av långvarig psykisk sjukdom.",
        "Svårt att klara flera kontakter på egen hand.",
    ),
    NeedArea.PHYSICAL_HEALTH: (
        "Har inte varit hos läkare eller tandläkare på flera år.",
        "Värk som inte är utredd.",
    ),
    NeedArea.HOUSING: (
        "Bor i andra hand och kontraktet går ut.",
        "Sover hos vänner, saknar egen bostad.",
        "Risk för störningsanmälan, vill reda ut det med värden.",
    ),
    NeedArea.WORK_OR_STUDIES: (
        "Vill läsa klart gymnasiet i egen takt.",
        "Har varit utan arbete länge och vill pröva en praktik.",
        "Hoppade av en kurs och vet inte vad nästa steg är.",
    ),
    NeedArea.MONEY: (
        "Räkningar ligger oöppnade, skuld hos Kronofogden.",
        "Behöver hjälp att ansöka om ekonomiskt bistånd.",
        "Pengarna tar slut i mitten av månaden.",
    ),
    NeedArea.EVERYDAY_LIFE: (
        "Disk, tvätt och mat blir inte av.",
        "Vänder på dygnet och missar tider.",
    ),
    NeedArea.LONELINESS: (
        "Träffar nästan ingen och saknar ett sammanhang.",
        "Vill ha något att gå till på dagarna.",
        "Flyttade hit nyligen och känner ingen.",
    ),
    NeedArea.FAMILY: (
        "Har tappat kontakten med sin familj och vill ta upp den.",
        "Tar stort ansvar för ett yngre syskon.",
    ),
}
"""How a need is described, by its area."""

GOALS: Mapping[NeedArea, tuple[tuple[str, tuple[str, ...]], ...]] = {
    NeedArea.MENTAL_ILL_HEALTH: (
        ("Sova bättre", ("Boka läkartid", "Föra sömndagbok i två veckor")),
        ("Våga åka tunnelbana igen", ("Gå till stationen", "Åka en hållplats tillsammans")),
        ("Må bättre i vardagen", ("Träffa psykiatrin", "Promenad varje förmiddag")),
    ),
    NeedArea.NEURODEVELOPMENTAL: (
        ("Hålla tider", ("Kalender med påminnelser", "Gå igenom veckan varje måndag")),
        ("Förstå min diagnos", ("Be om ett återbesök", "Läsa igenom utlåtandet tillsammans")),
    ),
    NeedArea.HARMFUL_USE: (
        ("Dricka mindre", ("Räkna glas i en vecka", "Samtal på beroendemottagningen")),
        ("Vara drogfri på vardagar", ("Hitta något annat på kvällen", "Lämna prov varje vecka")),
    ),
    NeedArea.ADDICTION: (
        ("Hålla fast vid behandlingen", ("Nytt besök bokat", "Ha någon att ringa vid sug")),
        ("Vara nykter till sommaren", ("Träffa läkare", "Gå på möte en gång i veckan")),
    ),
    NeedArea.PSYCHIATRIC_DISABILITY: (
        ("Klara vardagen hemma", ("Ansöka om boendestöd", "Träffa boendestödjaren två gånger")),
    ),
    NeedArea.PHYSICAL_HEALTH: (("Få ordning på hälsan", ("Lista mig", "Tid hos tandläkare")),),
    NeedArea.HOUSING: (
        ("Ett eget hem", ("Ställa mig i bostadskön", "Möte med socialtjänsten")),
        ("Få bo kvar", ("Prata med värden", "Göra en avbetalningsplan")),
    ),
    NeedArea.WORK_OR_STUDIES: (
        ("Läsa klart en kurs", ("Träffa studievägledare", "Söka till våren")),
        ("Pröva en praktik", ("Skriva ett cv", "Besöka två platser")),
    ),
    NeedArea.MONEY: (
        ("Koll på pengarna", ("Öppna all post", "Ringa budget- och skuldrådgivningen")),
    ),
    NeedArea.EVERYDAY_LIFE: (
        ("En vardag som håller", ("Handla på fasta dagar", "Tvättid varannan vecka")),
    ),
    NeedArea.LONELINESS: (
        ("Ha någon att träffa", ("Följa med till mötesplatsen", "Välja en aktivitet")),
        ("Göra något roligt varje vecka", ("Pröva kören", "Fråga en vän om en fika")),
    ),
    NeedArea.FAMILY: (("Ta upp kontakten med familjen", ("Skriva ett brev", "Ringa en gång")),),
}
"""Goals with their sub-goals, by the area of the need they answer."""

ACTORS: Mapping[str, str] = {
    "psykiatri": "Psykiatriska öppenvården",
    "beroendevård": "Beroendemottagningen",
    "vårdcentral": "Vårdcentralen",
    "socialtjänst": "Socialtjänsten, vuxenenheten",
    "boendestöd": "Boendestödet",
    "arbetsförmedling": "Arbetsförmedlingen",
    "studievägledning": "Vuxenutbildningens studievägledare",
    "budgetrådgivning": "Budget- och skuldrådgivningen",
    "mötesplats": "Föreningens mötesplats",
    "familj": "En närstående",
}
"""Who a contact path leads to, by its code."""

ACTORS_FOR: Mapping[NeedArea, tuple[str, ...]] = {
    NeedArea.MENTAL_ILL_HEALTH: ("psykiatri", "vårdcentral"),
    NeedArea.NEURODEVELOPMENTAL: ("psykiatri",),
    NeedArea.HARMFUL_USE: ("beroendevård",),
    NeedArea.ADDICTION: ("beroendevård",),
    NeedArea.PSYCHIATRIC_DISABILITY: ("boendestöd", "psykiatri"),
    NeedArea.PHYSICAL_HEALTH: ("vårdcentral",),
    NeedArea.HOUSING: ("socialtjänst",),
    NeedArea.WORK_OR_STUDIES: ("arbetsförmedling", "studievägledning"),
    NeedArea.MONEY: ("budgetrådgivning", "socialtjänst"),
    NeedArea.EVERYDAY_LIFE: ("boendestöd",),
    NeedArea.LONELINESS: ("mötesplats",),
    NeedArea.FAMILY: ("familj",),
}
"""Which actors answer a need of an area."""

HOLDERS_FOR: Mapping[NeedArea, str] = {
    NeedArea.MENTAL_ILL_HEALTH: "region-psykiatri",
    NeedArea.NEURODEVELOPMENTAL: "region-psykiatri",
    NeedArea.HARMFUL_USE: "region-beroende",
    NeedArea.ADDICTION: "region-beroende",
    NeedArea.PSYCHIATRIC_DISABILITY: "sdf",
    NeedArea.PHYSICAL_HEALTH: "vårdcentral",
    NeedArea.HOUSING: "sdf",
    NeedArea.MONEY: "sdf",
}
"""Which party is asked to be accountable for a need; the association for all others."""

STAND_INS: Mapping[str, str] = {
    "region-psykiatri": "mottagningens vårdplatskoordinator",
    "region-beroende": "jourhavande sjuksköterska",
    "vårdcentral": "vårdcentralens reception",
    "sdf": "gruppledare vuxenenheten",
    "hm": "verksamhetsansvarig",
}
"""Who acts when a holder is away."""

ESCALATIONS: tuple[tuple[str, str, str, str], ...] = (
    ("hm", "verksamhetsansvarig", "gruppledare vuxenenheten", "08-465 004 30"),
    ("sdf", "gruppledare vuxenenheten", "socialjouren", "08-465 004 40"),
    ("hm", "jourhavande sjuksköterska", "gruppledare vuxenenheten", "08-465 004 30"),
)
"""Who notes that whoever cannot reach one turns to another, and how; for everyone."""

OUTSIDE: tuple[tuple[str, str, LegalForm, bool | None], ...] = (
    ("region-psykiatri", "Psykiatriska öppenvården", LegalForm.REGION, None),
    ("region-beroende", "Beroendemottagningen", LegalForm.REGION, None),
    ("vårdcentral", "Vårdcentralen", LegalForm.REGION, None),
    ("hyresvärd", "En hyresvärd", LegalForm.COMPANY, False),
    ("mchs", "Marie Cederschiöld högskola", LegalForm.UNIVERSITY, None),
)
"""Actors outside the partnership that cases name: code, name, legal form, under supervision."""

SIP_CARE = "Behandling av beroende och psykisk ohälsa samtidigt."
SIP_SUPPORT = "Hjälp med boendet och ekonomin."
SIP_MEASURE = "Följer med på möten och håller i kontakten mellan dem."
"""What a coordinated individual plan holds: care, support, and what the association does."""

REACHED: Mapping[EntryRoute, tuple[str, ...]] = {
    EntryRoute.ASSOCIATION: (
        "Kom till mötesplatsen på kvällen och ville veta mer.",
        "Följde med på frukosten, bokade en tid.",
        "Tipsad av en vän som själv har deltagit.",
    ),
    EntryRoute.OUTREACH: (
        "Träffades vid centrum, bytte några ord och fick ett kort.",
        "Tredje gången vi ses i parken, vill nu pröva.",
        "Ringde själv efter att ha sett affischen på biblioteket.",
    ),
    EntryRoute.EXISTING_SERVICE: (
        "Handläggaren föreslog en gemensam träff.",
        "Boendestödjaren berättade om stödet.",
    ),
}
"""How somebody was reached, by the way in."""

FIRST_MEETING = (
    "Första mötet: berättade om stödet och lyssnade mest.",
    "Första mötet: kom överens om att ses igen nästa vecka.",
    "Första mötet: en vän var med.",
)

MEETINGS: Mapping[Place, tuple[str, ...]] = {
    Place.HOME: (
        "Öppnade post tillsammans.",
        "Pratade om vad som hjälper de tunga dagarna.",
        "Städade köket och planerade veckan.",
        "Såg över planen.",
        "",
    ),
    Place.OUT_AND_ABOUT: (
        "Promenad och samtal.",
        "Övade att åka buss, det gick bra.",
        "Fika på torget, lugnare än sist.",
        "",
    ),
    Place.ASSOCIATION: (
        "Fika på mötesplatsen, träffade två andra deltagare.",
        "Lagade mat i gruppen.",
        "Såg över planen, ett delmål klart.",
    ),
    Place.OFFICE: (
        "Fyllde i ansökan tillsammans.",
        "Gick igenom veckan.",
        "Förberedde besöket hos mottagningen.",
        "",
    ),
    Place.CARE: ("Följde med till besöket, det gick bra.", "Satt med i väntrummet och efteråt."),
    Place.TELEPHONE: ("Kort avstämning, ny tid bokad.", "Ringde upp efter en jobbig helg."),
    Place.VIDEO: ("Avstämning på video, orkade inte ut.",),
}
"""What a meeting was about, by its place."""

ATTENDED = ("Kom i tid, nytt besök bokat.", "Vi gick dit tillsammans.", "Gick själv.", "", "")
NOT_ATTENDED = ("Orkade inte den dagen.", "Kallelsen kom till en gammal adress.", "")
BROKEN_OFF = (
    "Avslutades efter två uteblivna besök.",
    "Kände sig inte lyssnad på och gick inte tillbaka.",
)
DROPPED = (
    "Vill vänta med den här kontakten, eget val.",
    "Har valt bort kontakten för nu.",
)
PAUSED = (
    "Inlagd för vård, vi hörs när det är dags att gå hem.",
    "Är hos släkt en tid, vill komma tillbaka efteråt.",
)
OBJECTIONS = (
    "Jag sa att jag dricker på helger, inte varje dag.",
    "Jag har aldrig sagt nej till behandling.",
)
GOAL_NOTES: Mapping[GoalStatus, tuple[str, ...]] = {
    GoalStatus.REACHED: ("Klart, och stolt över det.", "Båda delmålen klara."),
    GoalStatus.ON_THE_WAY: ("Går framåt i egen takt.", "Ett delmål klart, nästa påbörjat."),
    GoalStatus.NOT_STARTED: ("Får vänta lite till.", "Har vilat, vi börjar om."),
    GoalStatus.GIVEN_UP: ("Inte viktigt längre, eget val.",),
}
"""What was said when a goal was followed up."""

CRISIS_PLAN: Mapping[str, tuple[str, ...]] = {
    "warning_signs": (
        "Slutar svara i telefon",
        "Sover inte på två nätter",
        "Tänker att allt är mitt fel",
        "Låter bli att äta",
        "Blir rastlös och irriterad",
    ),
    "coping": (
        "Lång dusch",
        "Andas enligt övningen",
        "Gå ett varv runt sjön",
        "Skriva av mig",
        "Lyssna på min spellista",
    ),
    "distractions": (
        "Biblioteket",
        "Mötesplatsen på kvällen",
        "Spela tv-spel med en vän",
        "Sitta i parken där det är folk",
    ),
    "supporters": ("Min syster", "En vän från kören", "Mamma", "Min granne", "Min kusin"),
    "safe_surroundings": (
        "Lämna tabletterna till min syster",
        "Inte vara ensam första natten",
        "Inget att dricka hemma",
    ),
}
"""What may stand under each heading of a crisis plan."""

REVIEWED = (
    "Gick igenom planen, den stämmer.",
    "Läste planen högt tillsammans, inget att ändra.",
    "",
)
"""What was said when a crisis plan was gone through."""

SITUATIONS: Mapping[str, str] = {
    "crisis": "En svår helg, ringde och vi sågs samma dag.",
    "discharge": "Hemma efter vården.",
    "housing_changed": "Har flyttat till en ny adress.",
}
"""What happened, by what a crisis plan must keep up with."""

NECESSITY: Mapping[str, str] = {
    "coordination": "Besöket behövde förberedas av båda.",
    "care": "Vården behövde veta vad som är bestämt.",
    "crisis": "Mottagningen behövde veta hur läget var, samma kväll.",
}
"""Why something had to be told, by its purpose."""

LIFT_ANSWER = "Det finns ingen sådan insats i dag. Frågan tas upp igen i höst."
"""What the steering group answered about a service that does not exist."""

DISTRICTS = (
    "hagersten",
    "fruangen",
    "vastertorp",
    "aspudden",
    "midsommarkransen",
    "liljeholmen",
    "alvsjo",
    "solberga",
)
MOVED_TO = ("farsta", "sodertalje", "uppsala")

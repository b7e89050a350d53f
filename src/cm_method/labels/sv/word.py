"""Swedish for Word documents and for the calendar file."""

TEXTS: dict[str, str] = {
    # Templates
    "word.account.template": "Mall för redogörelsen",
    "word.final_report.template": "Mall för slutrapporten",
    "word.comment": "Det här är en mall. Ändra texten, typsnitten och ordningen, men låt koderna inom klamrar stå. Raden försvinner när dokumentet skrivs.",
    "word.page": "Sida … av …",
    "problem.template_is_no_document.what": "Mallen går inte att öppna.",
    "problem.template_is_no_document.why": "Den är inget Word-dokument (.docx).",
    "problem.template_is_no_document.do": "Spara mallen som Word-dokument, eller börja om från den mall som --write-template ger.",
    "problem.template_cannot_be_read.what": "En kod i mallen går inte att läsa, vid ”{near}” ({why}).",
    "problem.template_cannot_be_read.why": "En kod står inom dubbla klamrar eller klammer och procenttecken, och det som börjar med for eller if måste sluta med endfor eller endif.",
    "problem.template_cannot_be_read.do": "Rätta koden i mallen.",
    "problem.template_names_unknown.what": "Mallen ber om något som dokumentet inte har.",
    "problem.template_names_unknown.why": "Namnet är felstavat, eller så hör mallen till ett annat dokument.",
    "problem.template_names_unknown.do": "Rätta namnet i mallen. Handboken listar alla namn.",
    "problem.template_names_nothing.what": "Mallen ber inte om någonting.",
    "problem.template_names_nothing.why": "Utan koder skulle dokumentet inte innehålla någon uppgift.",
    "problem.template_names_nothing.do": "Skriv in koder i mallen, eller börja om från den mall som --write-template ger.",
    "problem.template_fails.what": "En kod i mallen går inte att fylla i.",
    "problem.template_fails.why": "Den räknar, eller ber om något som mallar inte får nå.",
    "problem.template_fails.do": "Använd bara namnen som handboken listar.",
    "problem.template_breaks_the_document.what": "Mallen ger ett dokument som Word inte kan öppna.",
    "problem.template_breaks_the_document.why": "En kod som börjar i ett stycke eller en rad slutar i ett annat.",
    "problem.template_breaks_the_document.do": "Skriv en kod som börjar med %p ensam i ett eget stycke, och en som börjar med %tr ensam i en egen rad.",
    # The command line
    "cli.option.as_word": "skriv som Word-dokument i en ny fil (tillägget word)",
    "cli.option.template": "er egen mall för Word-dokumentet",
    "cli.option.write_template": "skriv den mall som följer med i en ny fil, att ändra i",
    "cli.wrong.template_without_word": "--template gäller bara tillsammans med --word.",
}

"""English for Word documents and for the calendar file."""

TEXTS: dict[str, str] = {
    # Templates
    "word.account.template": "Template of the written account",
    "word.final_report.template": "Template of the final report",
    "word.comment": "This is a template. Change the words, the fonts and the order, but leave the codes in braces. This line is gone once the document is written.",
    "word.page": "Page … of …",
    "problem.template_is_no_document.what": "The template cannot be opened.",
    "problem.template_is_no_document.why": "It is no Word document (.docx).",
    "problem.template_is_no_document.do": "Save the template as a Word document, or begin again from the one that --write-template gives.",
    "problem.template_cannot_be_read.what": "A code of the template cannot be read, near “{near}” ({why}).",
    "problem.template_cannot_be_read.why": "A code stands in double braces, or in braces with percent signs, and what begins with for or if must end with endfor or endif.",
    "problem.template_cannot_be_read.do": "Mend the code in the template.",
    "problem.template_names_unknown.what": "The template asks for something that the document does not have.",
    "problem.template_names_unknown.why": "The name is misspelt, or the template belongs to another document.",
    "problem.template_names_unknown.do": "Mend the name in the template. The handbook lists every name.",
    "problem.template_names_nothing.what": "The template asks for nothing.",
    "problem.template_names_nothing.why": "Without codes the document would hold no fact.",
    "problem.template_names_nothing.do": "Write codes into the template, or begin again from the one that --write-template gives.",
    "problem.template_fails.what": "A code of the template cannot be filled in.",
    "problem.template_fails.why": "It calculates, or asks for something that templates may not reach.",
    "problem.template_fails.do": "Use only the names that the handbook lists.",
    "problem.template_breaks_the_document.what": "The template gives a document that Word cannot open.",
    "problem.template_breaks_the_document.why": "A code that begins in one paragraph or row ends in another.",
    "problem.template_breaks_the_document.do": "Write a code that begins with %p alone in a paragraph of its own, and one that begins with %tr alone in a row of its own.",
    # The command line
    "cli.option.as_word": "write as a Word document in a new file (extra word)",
    "cli.option.template": "your own template of the Word document",
    "cli.option.write_template": "write the template that comes along in a new file, to be changed",
    "cli.wrong.template_without_word": "--template goes only with --word.",
}

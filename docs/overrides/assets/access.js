// What the theme lacks for keyboards and screen readers.
(() => {
  const sv = document.documentElement.lang === "sv";
  const t = sv
    ? { menu: "Meny", back: "Tillbaka", search: "Sök", table: "Tabell, kan rullas i sidled", code: "Kopieringsknapp för kod" }
    : { menu: "Menu", back: "Back", search: "Search", table: "Table, scrolls sideways", code: "Copy button for code" };
  // WCAG 2.1.4: no single-character shortcuts outside fields
  window.addEventListener("keydown", (e) => {
    if (e.key.length !== 1 || e.ctrlKey || e.metaKey || e.altKey) return;
    const el = document.activeElement;
    if (el && (el.isContentEditable || el.matches("textarea, select, input:not([type=radio], [type=checkbox])"))) return;
    if (e.key !== " ") e.stopImmediatePropagation();
  }, true);
  const fix = () => {
    document.querySelector('[data-md-component="search"][role="dialog"]')?.setAttribute("aria-label", t.search);
    // All is measured before anything is set: the reference is long, and would be laid out anew for each.
    const wraps = [...document.querySelectorAll(".md-typeset__scrollwrap")].map((w) => [w, w.scrollWidth > w.clientWidth]);
    wraps.forEach(([w, scrolls], i) => {
      if (scrolls) { w.tabIndex = 0; w.setAttribute("role", "region"); w.setAttribute("aria-label", `${t.table} ${i + 1}`); }
      else { w.removeAttribute("tabindex"); w.removeAttribute("role"); w.removeAttribute("aria-label"); }
    });
    document.querySelectorAll("nav.md-code__nav").forEach((n, i) => n.setAttribute("aria-label", `${t.code} ${i + 1}`));
  };
  // A chapter whose first page is its own heading has a label of no words; each language says its own name.
  document.querySelectorAll(".md-nav__container > a + label").forEach((l) => {
    const nav = document.querySelector(`nav[aria-labelledby="${l.id}"]`);
    if (!nav) return;
    nav.removeAttribute("aria-labelledby");
    nav.setAttribute("aria-label", l.previousElementSibling.textContent.trim());
  });
  // The parts of a list of contents are lists, no landmarks of their own.
  document.querySelectorAll(".md-nav--secondary nav.md-nav").forEach((nav) => { nav.setAttribute("role", "none"); nav.removeAttribute("aria-label"); });
  document.querySelectorAll(".md-select__link[hreflang]").forEach((a) => { a.lang = a.hreflang; });
  document.querySelectorAll(".md-select").forEach((s) => s.addEventListener("keydown", (e) => {
    if (e.key === "Escape") document.activeElement.blur();
  }));
  // A label that opens something can't be reached by the keyboard: a button takes its place.
  const asButton = (label, name) => {
    const button = document.createElement("button");
    button.className = label.className; button.type = "button"; button.innerHTML = label.innerHTML;
    button.setAttribute("aria-label", name); label.replaceWith(button);
    return button;
  };
  const toggled = (box, checked) => { box.checked = checked; box.dispatchEvent(new Event("change")); };
  const wide = matchMedia("(min-width: 76.25em)");
  // WCAG 2.1.1/2.4.7 at 320 px: the menu lies outside the page, its chapters lie on top of each other.
  const drawer = document.getElementById("__drawer");
  const side = document.querySelector(".md-sidebar--primary");
  const opener = document.querySelector('label.md-header__button[for="__drawer"]');
  if (drawer && side && opener) {
    const button = asButton(opener, t.menu);
    button.classList.add("access-menu");
    const behind = [...document.querySelectorAll(".md-skip, .md-header, .md-content, .md-footer, .md-top")];
    const chapters = [...side.querySelectorAll("input.md-nav__toggle")];
    const sync = () => {
      const narrow = !wide.matches;
      side.inert = narrow && !drawer.checked;
      behind.forEach((each) => { each.inert = narrow && drawer.checked; });
      button.setAttribute("aria-expanded", String(drawer.checked));
      side.querySelectorAll("ul.md-nav__list").forEach((list) => {
        const open = narrow && [...list.children].some((li) => li.querySelector(":scope > input.md-nav__toggle:checked"));
        for (const li of list.children) {
          const box = li.querySelector(":scope > input.md-nav__toggle");
          for (const part of li.children)
            part.inert = box && part.matches("nav") ? narrow && !box.checked : open;
        }
        const title = list.parentElement.querySelector(":scope > label.md-nav__title");
        if (title) title.inert = open;
      });
      side.querySelectorAll("label.md-nav__link[for], label.md-nav__title[for^='__nav'], label.md-nav__title[for='__toc']")
        .forEach(narrow ? press : plain);
    };
    // In a narrow menu the words of a label are in a button: a label itself may not have that role.
    const press = (label) => {
      const box = document.getElementById(label.htmlFor);
      const button = label.querySelector("button") ?? document.createElement("button");
      if (!button.isConnected) {
        button.type = "button"; button.className = "access-chapter";
        button.dataset.tab = label.getAttribute("tabindex") ?? ""; label.removeAttribute("tabindex");
        button.append(...label.childNodes); label.append(button);
        button.addEventListener("click", () => {
          toggled(box, !box.checked);
          box.parentElement.querySelector(box.checked ? ":scope > nav .md-nav__title button" : ":scope > label button, :scope > div > label button")?.focus();
        });
      }
      const name = label.textContent.trim() || label.previousElementSibling?.textContent.trim() || "";
      button.setAttribute("aria-label", label.matches(".md-nav__title") ? `${t.back}: ${name}` : name);
      if (label.matches(".md-nav__link")) button.setAttribute("aria-expanded", String(box.checked));
    };
    const plain = (label) => {
      const button = label.querySelector("button");
      if (!button) return;
      label.setAttribute("tabindex", button.dataset.tab);
      label.append(...button.childNodes); button.remove();
    };
    const first = () => [...side.querySelectorAll("a[href], button")]
      .find((each) => !each.closest("[inert]") && each.offsetParent && getComputedStyle(each).visibility !== "hidden");
    const turn = () => { toggled(drawer, !drawer.checked); sync(); (drawer.checked ? first() : button)?.focus(); };
    button.addEventListener("click", turn);
    document.addEventListener("keydown", (e) => { if (e.key === "Escape" && drawer.checked && !wide.matches) turn(); });
    [drawer, ...chapters].forEach((box) => box.addEventListener("change", sync));
    wide.addEventListener("change", sync); sync();
  }
  const search = document.getElementById("__search");
  const finder = document.querySelector('label.md-header__button[for="__search"]');
  if (search && finder) {
    const button = asButton(finder, t.search);
    button.classList.add("access-search");
    button.addEventListener("click", () => { toggled(search, true); document.querySelector(".md-search__input").focus(); });
    // What is not shown can't be in focus: the hits until the search is open, on a small screen the field too.
    const beside = matchMedia("(min-width: 60em)");
    const sync = () => {
      document.querySelector(".md-search__output").inert = !search.checked;
      document.querySelector(".md-search__inner").inert = !beside.matches && !search.checked;
    };
    beside.addEventListener("change", sync);
    search.addEventListener("change", () => { sync(); if (!search.checked && button.offsetParent) button.focus(); });
    sync();
  }
  let waits = false; // many changes of one moment are mended together
  const soon = () => { if (!waits) { waits = true; requestAnimationFrame(() => { waits = false; fix(); }); } };
  new MutationObserver(soon).observe(document.body, { childList: true, subtree: true });
  addEventListener("resize", soon); addEventListener("load", fix); fix();
})();

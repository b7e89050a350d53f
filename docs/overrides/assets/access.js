// What the theme lacks for keyboards and screen readers.
(() => {
  const sv = document.documentElement.lang === "sv";
  const t = sv
    ? { menu: "Meny", search: "Sök", table: "Tabell, kan rullas i sidled", code: "Kopieringsknapp för kod" }
    : { menu: "Menu", search: "Search", table: "Table, scrolls sideways", code: "Copy button for code" };
  // WCAG 2.1.4: no single-character shortcuts outside fields
  window.addEventListener("keydown", (e) => {
    if (e.key.length !== 1 || e.ctrlKey || e.metaKey || e.altKey) return;
    const el = document.activeElement;
    if (el && (el.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName))) return;
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
  // WCAG 2.1.1/2.4.7 at 320 px: the drawer's label can't be reached, its links are focusable off screen
  const drawer = document.getElementById("__drawer");
  const label = document.querySelector('label.md-header__button[for="__drawer"]');
  const button = document.createElement("button");
  const side = document.querySelector(".md-sidebar--primary");
  const wide = matchMedia("(min-width: 76.25em)");
  const sync = (move) => {
    const off = !wide.matches && !drawer.checked;
    side.inert = off;
    button.setAttribute("aria-expanded", String(drawer.checked));
    if (move && drawer.checked) side.querySelector("a[href], label[tabindex]")?.focus();
    if (move && !drawer.checked) button.focus();
  };
  const toggle = () => { drawer.checked = !drawer.checked; drawer.dispatchEvent(new Event("change")); sync(true); };
  if (drawer && label && side) {
    button.className = label.className + " access-menu"; button.type = "button"; button.innerHTML = label.innerHTML;
    button.setAttribute("aria-label", t.menu); label.replaceWith(button);
    button.addEventListener("click", toggle);
    document.addEventListener("keydown", (e) => { if (e.key === "Escape" && drawer.checked && !wide.matches) toggle(); });
    drawer.addEventListener("change", () => sync(false)); wide.addEventListener("change", () => sync(false)); sync(false);
  }
  let waits = false; // many changes of one moment are mended together
  const soon = () => { if (!waits) { waits = true; requestAnimationFrame(() => { waits = false; fix(); }); } };
  new MutationObserver(soon).observe(document.body, { childList: true, subtree: true });
  addEventListener("resize", soon); addEventListener("load", fix); fix();
})();

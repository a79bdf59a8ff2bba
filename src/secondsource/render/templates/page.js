"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  const own = document.getElementById("own"), keys = document.getElementById("keys");
  const help = document.getElementById("help"), card = document.getElementById("card");
  const narrow = matchMedia("(max-width: 60rem)"), calm = matchMedia("(prefers-reduced-motion: reduce)");
  const reports = [...document.querySelectorAll(".report")].map(prepare);
  let held = null, hovered = null, pointer = "";

  // One report: its items by number and as they stand in the list, and for each statement the stretches of text that hold it, its source and its cue.
  function prepare(section) {
    const order = [...section.querySelectorAll(".item")], items = [];
    order.forEach(item => { items[Number(item.dataset.i)] = item; });
    const parts = items.map(() => ({ says: [], by: [] }));
    const collect = (name, part) => section.querySelectorAll(`[data-${name}]`).forEach(element => {
      for (const index of element.dataset[name].split(" ")) parts[index][part].push(element);
    });
    collect("s", "says"); collect("src", "by"); collect("cue", "by"); collect("base", "by");
    const report = { section, items, order, parts, voices: [...section.querySelectorAll(".party[data-voice]")] };
    section.addEventListener("mouseover", event => {
      // When the page moves under a mouse at rest, nobody has pointed at anything.
      const here = `${event.screenX} ${event.screenY}`;
      if (here !== pointer) { hover(found(report, event.target)); point(report, event); }
      pointer = here;
    });
    section.addEventListener("mouseleave", () => hover(null));
    section.addEventListener("focusin", event => hover(itemOf(report, event.target)));
    section.addEventListener("focusin", event => point(report, event));
    section.addEventListener("click", event => clicked(report, event));
    // Not by the event "toggle", which comes late: what is opened and what is listed change at once.
    report.voices.forEach(voice => voice.firstElementChild.addEventListener("click", event => {
      event.preventDefault();
      voice.open = !voice.open;
      filter(report);
    }));
    return report;
  }

  const visible = item => !item.hidden && (own.checked || !item.classList.contains("own"));

  function itemOf(report, target) {
    const item = target.closest(".item");
    return item && report.section.contains(item) ? { report, index: Number(item.dataset.i) } : null;
  }

  // The statements at a place of the text, innermost first, of those that are shown.
  function at(report, target) {
    const element = target.closest("[data-s]");
    if (!element) return [];
    return element.dataset.s.split(" ").map(Number).reverse().filter(index => visible(report.items[index]));
  }

  function found(report, target) {
    const item = itemOf(report, target);
    if (item) return item;
    const here = at(report, target);
    return here.length ? { report, index: here[0] } : null;
  }

  const same = (a, b) => a === b || (a && b && a.report === b.report && a.index === b.index);

  function paint(which, on) {
    if (!which) return;
    const { says, by } = which.report.parts[which.index], item = which.report.items[which.index];
    const colour = "o-" + [...item.classList].find(name => /^(c(\d|-none)|own)$/.test(name));
    item.classList.toggle("on", on);
    says.forEach(element => { element.classList.toggle("on", on); element.classList.toggle(colour, on); });
    by.forEach(element => { element.classList.toggle("by", on); element.classList.toggle(colour, on); });
  }

  function hover(next) {
    if (same(next, hovered)) return;
    if (!same(hovered, held)) paint(hovered, false);
    hovered = next;
    // What is held stays painted; where both share words, it is painted last.
    paint(hovered, true);
    paint(held, true);
  }

  // The words of a time, number or place, while its bar, dot or line is pointed at, or until something else is.
  let marked = [];
  function mark(report, link) {
    marked.forEach(element => element.classList.remove("v"));
    marked = !link ? [] : link.dataset.v.split(" ").flatMap(key => [...report.section.querySelectorAll(`.text [data-v~="${key}"]`)]);
    marked.forEach(element => element.classList.add("v"));
  }

  function point(report, event) {
    const link = event.target.closest("a[data-v]");
    if (link) mark(report, link);
  }

  // To the words; a further click on the same goes on to where they stand next.
  function lead(report, event) {
    const link = event.target.closest("a[data-v]");
    if (!link) return false;
    event.preventDefault();
    mark(report, link);
    const starts = marked.filter(element => !marked.includes(element.previousElementSibling) || element.previousSibling !== element.previousElementSibling);
    if (!starts.length) return true;
    const at = Number(link.dataset.at || -1) + 1;
    link.dataset.at = at % starts.length;
    bring(starts[at % starts.length]);
    return true;
  }

  function hold(next, { text = false, list = false } = {}) {
    if (held) {
      const item = held.report.items[held.index];
      item.classList.remove("held");
      item.querySelector(".go").removeAttribute("aria-current");
      paint(held, false);
    }
    held = next;
    paint(hovered, true);
    if (!held) { card.hidden = true; return; }
    const { report, index } = held, item = report.items[index];
    item.classList.add("held");
    item.querySelector(".go").setAttribute("aria-current", "true");
    paint(held, true);
    if (list && !narrow.matches) reveal(item);
    if (text && report.parts[index].says.length) bring(report.parts[index].says[0]);
    if (narrow.matches) showCard(item); else card.hidden = true;
  }

  // Words nearby glide into view, so that one sees where they went; words far away are there at once.
  function bring(element) {
    const box = element.getBoundingClientRect(), far = Math.abs(box.top - innerHeight / 2) > 2 * innerHeight;
    element.scrollIntoView({ block: "center", behavior: calm.matches || far ? "instant" : "smooth" });
  }

  // Scrolls the list alone where that is enough, so that the text stays where the eyes are.
  function reveal(item) {
    const list = item.closest(".list"), frame = list.getBoundingClientRect(), box = item.getBoundingClientRect();
    const top = Math.max(frame.top, 0), bottom = Math.min(frame.bottom, innerHeight);
    if (box.top < top) list.scrollTop -= top - box.top;
    else if (box.bottom > bottom) list.scrollTop += box.bottom - bottom;
    const after = item.getBoundingClientRect();
    if (after.top < 0 || after.bottom > innerHeight) item.scrollIntoView({ block: "nearest" });
  }

  // On a narrow screen the list is far away: what was touched comes to the foot of the screen.
  function showCard(item) {
    const copy = document.createElement("div"), close = document.createElement("button");
    copy.className = item.className;
    copy.append(...[...item.childNodes].map(node => node.cloneNode(true)));
    copy.querySelector(".go").removeAttribute("aria-current");
    copy.querySelectorAll("details").forEach(details => { details.open = true; });
    close.type = "button";
    close.textContent = "×";
    close.setAttribute("aria-label", "Close");
    close.addEventListener("click", () => hold(null));
    card.replaceChildren(close, copy);
    card.hidden = false;
  }

  // A link to another statement; one that is filtered away is shown again.
  function follow(report, event) {
    const link = event.target.closest(".to");
    if (!link) return false;
    event.preventDefault();
    const index = Number(link.dataset.to), item = report.items[index];
    if (item.classList.contains("own") && !own.checked) showOwn(true);
    if (item.hidden) openAll(report, false);
    hold({ report, index }, { text: true, list: true });
    return true;
  }

  function clicked(report, event) {
    if (lead(report, event) || follow(report, event)) return;
    mark(report, null);
    if (event.target.closest(".how, .filter, .charts")) return;
    const item = itemOf(report, event.target);
    if (item) {
      if (!getSelection().isCollapsed) return;
      event.preventDefault();
      item.report.items[item.index].querySelector(".go").focus({ preventScroll: true });
      return hold(item, { text: true });
    }
    if (!event.target.closest(".text") || !getSelection().isCollapsed) return;
    const here = at(report, event.target);
    // A second click on the same words goes one statement outward.
    const again = held && held.report === report ? here.indexOf(held.index) : -1;
    const index = again >= 0 && here.length > 1 ? here[(again + 1) % here.length] : here[0];
    hold(index === undefined ? null : { report, index }, { list: true });
  }

  function filter(report) {
    const chosen = new Set(report.voices.filter(voice => voice.open).map(voice => voice.dataset.voice));
    report.items.forEach(item => { item.hidden = chosen.size > 0 && !chosen.has(item.dataset.voice); });
    report.section.querySelectorAll("[data-s]").forEach(element => {
      const shown = element.dataset.s.split(" ").some(index => !report.items[index].hidden);
      element.classList.toggle("off", !shown);
    });
    report.section.querySelector(".filtered").hidden = report.items.some(item => visible(item)) || !report.items.length || !chosen.size;
    if (held && held.report === report && !visible(report.items[held.index])) hold(null);
  }

  function openAll(report, open) {
    report.voices.forEach(voice => { voice.open = open; });
    filter(report);
  }

  function current() {
    const which = held || hovered;
    if (which) return which.report;
    return reports.find(r => r.section.getBoundingClientRect().bottom > innerHeight / 3) || reports[0];
  }

  // The next statement from the one that has the focus, or is held, or stands first on the screen.
  function step(by) {
    const focused = document.activeElement && document.activeElement.closest(".report .item");
    let report = focused ? reports.find(r => r.section.contains(focused)) : current();
    if (!report) return;
    const from = focused || (held && held.report.items[held.index]);
    let at = from ? report.order.indexOf(from) : by > 0 ? -1 : report.order.length;
    for (;;) {
      at += by;
      if (at < 0 || at >= report.order.length) {
        const other = reports[reports.indexOf(report) + by];
        if (!other) return;
        report = other;
        at = by > 0 ? -1 : report.order.length;
      } else if (visible(report.order[at])) break;
    }
    const item = report.order[at];
    item.querySelector(".go").focus({ preventScroll: true });
    hold({ report, index: Number(item.dataset.i) }, { text: true, list: true });
  }

  function go(by) {
    const next = reports[reports.indexOf(current()) + by];
    if (!next) return;
    hold(null);
    hover(null);
    if (document.activeElement) document.activeElement.blur();
    next.section.scrollIntoView();
  }

  function escape() {
    if (marked.length) mark(null, null);
    if (held) return hold(null);
    reports.forEach(report => openAll(report, false));
  }

  function showOwn(shown) {
    own.checked = shown;
    root.classList.toggle("show-own", shown);
    reports.forEach(filter);
  }

  function openHelp() {
    help.showModal();
    help.querySelector("form button").focus();
  }

  const letters = {
    j: () => step(1), k: () => step(-1), n: () => go(1), p: () => go(-1),
    w: () => showOwn(!own.checked), "?": openHelp,
  };
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    const inList = event.target.closest && event.target.closest(".report .list");
    if (event.key === "Escape") return escape();
    let act = keys.checked ? letters[event.key] : undefined;
    if (inList && event.key === "ArrowDown") act = letters.j;
    if (inList && event.key === "ArrowUp") act = letters.k;
    if (!act) return;
    event.preventDefault();
    act();
  });
  card.addEventListener("click", event => held && (lead(held.report, event) || follow(held.report, event)));
  // Paper has no "+".
  let shut = [];
  addEventListener("beforeprint", () => {
    shut = [...document.querySelectorAll(".report details:not([open])")];
    shut.forEach(details => { details.open = true; });
  });
  addEventListener("afterprint", () => shut.forEach(details => { details.open = false; }));
  own.addEventListener("change", () => showOwn(own.checked));
  document.getElementById("help-open").addEventListener("click", openHelp);
  showOwn(own.checked);
})();

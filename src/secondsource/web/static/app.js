// The keys, the palette, marking by selection, dropping files. All pages work without it.
const root = document;
const one = (selector, within = root) => within.querySelector(selector);
const all = (selector, within = root) => [...within.querySelectorAll(selector)];
const typing = target => target.closest("input, textarea, select, [contenteditable], dialog[open]");

// Lists: j and k go along the items, Enter opens, a, x and e act where an item has such a thing.
const items = () => all("[data-item]").filter(item => item.offsetParent !== null);
let at = -1;
function go(step) {
  const found = items();
  if (!found.length) return;
  const before = found.findIndex(item => item.classList.contains("at"));
  at = Math.max(0, Math.min(found.length - 1, (before < 0 ? (step > 0 ? -1 : 1) : before) + step));
  found.forEach((item, index) => item.classList.toggle("at", index === at));
  found[at].scrollIntoView({ block: "nearest" });
  const link = one("[data-open], a", found[at]);
  (link || found[at]).focus({ preventScroll: true });
}
const current = () => one("[data-item].at");
function act(key) {
  const item = current(), control = item && one(`[data-act="${key}"]`, item);
  if (!control) return;
  const details = control.closest("details");
  if (details) details.open = true;
  if (control.matches("select, input")) control.focus(); else control.click();
}

let awaiting = "";
root.addEventListener("keydown", event => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") { event.preventDefault(); openPalette(); return; }
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const key = event.key;
  if (awaiting === "g") {
    awaiting = "";
    const link = one(`.menu [data-key="${CSS.escape(key)}"]`);
    if (link) { event.preventDefault(); location.href = link.href; }
    return;
  }
  if (key === "g") { awaiting = "g"; setTimeout(() => { awaiting = ""; }, 1500); return; }
  const doing = {
    "j": () => go(1), "k": () => go(-1), "/": () => one(".find input")?.focus(), "?": () => one("#keys")?.showModal(),
    "a": () => act("a"), "x": () => act("x"), "e": () => act("e"), "s": () => act("s"),
    "u": () => undo(),
  }[key];
  if (doing) { event.preventDefault(); doing(); }
});

// In the review a decision takes its item away, and the next one is at hand.
root.addEventListener("submit", async event => {
  const form = event.target.closest("[data-quiet]") || (one("[data-review]") && event.target.closest("#mend form"));
  if (!form) return;
  event.preventDefault();
  const item = form.closest("[data-item]") || current();
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } }).catch(() => null);
  if (!answer?.ok) {
    const words = answer ? await answer.text() : "";
    const why = new DOMParser().parseFromString(words, "text/html").querySelector("[role=alert]")?.textContent;
    tell(why || (answer ? "It could not be decided; it may have been decided elsewhere" : "The workbench does not answer; is it still running?"));
    return;
  }
  one("#mend")?.close();
  tell("Decided; u takes it back");
  done(item);
});
root.addEventListener("click", event => { const skip = event.target.closest("[data-skip]"); if (skip) done(skip.closest("[data-item]")); });
function done(item) {
  const next = item.nextElementSibling || item.previousElementSibling;
  item.remove();
  if (next?.matches("[data-item]")) { next.classList.add("at"); (one("[data-open], a", next) || next).focus(); next.scrollIntoView({ block: "nearest" }); }
  else one("#queue-end")?.removeAttribute("hidden");
}
if (one("[data-review]")) items()[0]?.classList.add("at");

async function undo() {
  const answer = await fetch("/api/undo", { method: "POST", headers: { "Content-Type": "application/json" }, body: "{}" }).catch(() => null);
  if (answer?.ok) { tell("Taken back"); location.reload(); return; }
  const said = await answer?.json().catch(() => null);
  tell(said?.error.message || "The workbench does not answer; is it still running?");
}
let telling = 0;
function tell(words) {
  const place = one("#told");
  place.textContent = words;
  clearTimeout(telling);
  telling = setTimeout(() => { place.textContent = ""; }, 4000);
}

// The palette: views and stories by name, ids, moments, what was said, and words to search.
const palette = one("#palette"), words = one("#palette-words"), list = one("#palette-list");
let stories = null, hits = { of: "", items: [] }, asking = 0;
const scope = new URLSearchParams([...new URLSearchParams(location.search)].filter(([name]) => name === "story" || name === "known_at"));
const along = (path, more = {}) => { const query = new URLSearchParams(scope); for (const [name, value] of Object.entries(more)) query.set(name, value); const text = String(query); return path + (text ? (path.includes("?") ? "&" : "?") + text : ""); };
async function openPalette() {
  if (palette.open) return;
  palette.showModal();
  words.value = "";
  offer();
  if (stories === null) {
    const answer = await fetch("/api/stories").catch(() => null);
    stories = answer?.ok ? await answer.json() : [];
    offer();
  }
}
function places() {
  const asked = words.value.trim(), low = asked.toLowerCase();
  const found = all(".menu a").map(link => ({ text: link.textContent, href: link.href }));
  for (const option of all("#places option")) found.push({ text: option.textContent, href: along(option.value) });
  for (const story of stories || []) found.push({ text: `Story: ${story.name}`, href: `/story/${encodeURIComponent(story.name)}` });
  const fitting = found.filter(place => place.text.toLowerCase().includes(low)).slice(0, asked ? 6 : 40);
  if (!asked) return fitting;
  if (/^(sha256:)?[0-9a-f]{6,64}$/.test(low)) fitting.unshift({ text: `Open ${asked}`, href: along(`/show/${encodeURIComponent(asked)}`) });
  if (/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2})?$/.test(asked)) { const there = new URLSearchParams(location.search); there.set("known_at", asked.replace(" ", "T")); there.delete("offset"); fitting.unshift({ text: `This page as known at ${asked}`, href: `${location.pathname}?${there}` }); }
  fitting.push({ text: `Search “${asked}”`, href: along("/search", { q: asked }) }, { text: `Claims with “${asked}”`, href: along("/claims", { q: asked }) }, { text: `Reports with “${asked}”`, href: along("/reports", { q: asked }) }, { text: `Source “${asked}”`, href: along("/source", { name: asked }) });
  if (hits.of === asked) fitting.push(...hits.items);
  return fitting.slice(0, 16);
}
// What was said with these words comes when one stops typing.
function ask() {
  const asked = words.value.trim();
  clearTimeout(asking);
  if (asked.length < 3) return;
  asking = setTimeout(async () => {
    const answer = await fetch(along("/api/search?limit=5", { q: asked })).catch(() => null);
    if (!answer?.ok || words.value.trim() !== asked) return;
    const items = (await answer.json()).items;
    hits = { of: asked, items: items.map(row => ({ text: `${row.source ? `${row.source}: ` : ""}${row.content}`, href: along(`/report/${row.report.id}`) + `#s${row.n}` })) };
    offer();
  }, 180);
}
function offer() {
  list.replaceChildren(...places().map((place, index) => {
    const item = document.createElement("li");
    item.role = "option";
    item.id = `palette-${index}`;
    item.textContent = place.text;
    item.dataset.href = place.href;
    item.setAttribute("aria-selected", String(index === 0));
    return item;
  }));
  words.setAttribute("aria-activedescendant", list.children.length ? "palette-0" : "");
}
words?.addEventListener("input", () => { offer(); ask(); });
words?.addEventListener("keydown", event => {
  const options = [...list.children], now = options.findIndex(option => option.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    const next = (now + (event.key === "ArrowDown" ? 1 : options.length - 1)) % options.length;
    options.forEach((option, index) => option.setAttribute("aria-selected", String(index === next)));
    words.setAttribute("aria-activedescendant", options[next]?.id || "");
    options[next]?.scrollIntoView({ block: "nearest" });
  } else if (event.key === "Enter") {
    event.preventDefault();
    if (options[now]) location.href = options[now].dataset.href;
  }
});
list?.addEventListener("click", event => { const item = event.target.closest("li"); if (item) location.href = item.dataset.href; });
one("[data-palette]")?.addEventListener("click", openPalette);

// A report: what is pointed at in the list shows in the text; selected words can be marked.
const text = one(".text");
if (text) {
  const light = (index, on) => all(`[data-s~="${index}"]`, text).forEach(part => part.classList.toggle("on", on));
  for (const item of all(".one, .own-list li")) {
    const index = item.id.slice(1);
    for (const [name, on] of [["mouseenter", true], ["mouseleave", false], ["focusin", true], ["focusout", false]]) item.addEventListener(name, () => light(index, on));
  }
  text.addEventListener("click", event => {
    const part = event.target.closest("[data-s]");
    if (!part || String(getSelection())) return;
    const item = one(`#s${part.dataset.s.split(" ").at(-1)}`);
    if (!item) return;
    all("[data-item].at").forEach(other => other.classList.remove("at"));
    item.classList.add("at");
    item.scrollIntoView({ block: "nearest" });
  });
  if (location.hash.startsWith("#s")) {
    const item = one(`#${CSS.escape(location.hash.slice(1))}`);
    item?.classList.add("at");
    const held = item?.closest("details");
    if (held) held.open = true;
    item?.scrollIntoView({ block: "nearest" });
    if (item) light(item.id.slice(1), true);
    one(`#t${CSS.escape(location.hash.slice(2))}`)?.scrollIntoView({ block: "center" });
  }
  const button = one("#mark-it"), dialog = one("#mark");
  let range = null;
  const around = 40;
  root.addEventListener("selectionchange", () => {
    if (!button || dialog.open) return;
    const selection = getSelection();
    const inside = selection.rangeCount && !selection.isCollapsed && text.contains(selection.anchorNode) && text.contains(selection.focusNode);
    if (!inside) { button.hidden = document.activeElement !== button; return; }
    range = selection.getRangeAt(0).cloneRange();
    const box = range.getBoundingClientRect();
    button.hidden = false;
    button.style.top = `${box.bottom + scrollY + 6}px`;
    button.style.left = `${Math.max(8, Math.min(box.left + scrollX, innerWidth - 190))}px`;
  });
  button?.addEventListener("click", () => {
    const beside = (start) => { const other = range.cloneRange(); other.selectNodeContents(text); if (start) other.setEnd(range.startContainer, range.startOffset); else other.setStart(range.endContainer, range.endOffset); return other.toString(); };
    dialog.querySelector("[name=quote]").value = range.toString();
    dialog.querySelector("[name=before]").value = beside(true).slice(-around);
    dialog.querySelector("[name=after]").value = beside(false).slice(0, around);
    button.hidden = true;
    dialog.showModal();
    dialog.querySelector("[name=source]").focus();
  });
}

// A picture and its table: what is pointed at in one shows in the other.
for (const part of all("[data-v]")) {
  const show = on => all(`[data-v="${CSS.escape(part.dataset.v)}"]`).forEach(other => other.classList.toggle("on", on));
  for (const [name, on] of [["mouseenter", true], ["mouseleave", false], ["focusin", true], ["focusout", false]]) part.addEventListener(name, () => show(on));
}
for (const drawing of all(".net")) for (const node of all("[data-node]", drawing)) {
  const id = node.dataset.node, ties = all(".tie", drawing).filter(tie => tie.dataset.a === id || tie.dataset.b === id);
  const show = on => { drawing.classList.toggle("some", on); ties.forEach(tie => tie.classList.toggle("on", on)); };
  for (const [name, on] of [["mouseenter", true], ["mouseleave", false], ["focusin", true], ["focusout", false]]) node.addEventListener(name, () => show(on));
}
all("[data-print]").forEach(button => button.addEventListener("click", () => print()));

// A form that a link leads to comes in place, where there is room for it; a list is fetched when it is opened.
const fetched = async address => {
  const answer = await fetch(address, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (answer?.ok) return answer.text();
  tell(answer ? "It could not be opened; it may have been changed elsewhere" : "The workbench does not answer; is it still running?");
  return null;
};
root.addEventListener("click", async event => {
  const link = event.target.closest("[data-dialog]"), place = one("#mend");
  if (event.target.closest("#mend [data-close]")) { event.preventDefault(); place.close(); return; }
  if (!link || !place || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const html = await fetched(link.href);
  if (html === null) return;
  place.innerHTML = html;
  place.showModal();
  one("select, input:not([type=hidden])", place)?.focus();
});
for (const part of all("[data-load]")) part.addEventListener("toggle", async () => {
  if (!part.open || part.dataset.loaded) return;
  part.dataset.loaded = "true";
  const html = await fetched(part.dataset.load);
  if (html !== null) { const place = document.createElement("div"); place.innerHTML = html; part.querySelector("p")?.remove(); part.append(place); }
});
if (location.hash === "#read" && one("#read")) one("#read").open = true;
one("#mark [name=role]")?.addEventListener("change", event => { one("#mark [data-of]").hidden = event.target.value !== "statement"; });

// Dropped files go into the form's own field.
const form = one("[data-drop]");
if (form) {
  const field = one("[type=file]", form), drop = one(".drop", form);
  for (const name of ["dragover", "dragenter"]) root.addEventListener(name, event => { event.preventDefault(); drop.classList.add("over"); });
  root.addEventListener("dragleave", event => { if (!event.relatedTarget) drop.classList.remove("over"); });
  root.addEventListener("drop", event => {
    event.preventDefault();
    drop.classList.remove("over");
    if (event.dataTransfer.files.length) { field.files = event.dataTransfer.files; tell(`${field.files.length} to add`); }
  });
  one("[data-bookmarklet]")?.addEventListener("click", event => { event.preventDefault(); tell("Drag it to your bookmarks"); });
}

// A connection that is lost says so; htmx swaps what the server says of its own faults.
root.addEventListener("htmx:error", () => tell("The workbench does not answer; is it still running?"));

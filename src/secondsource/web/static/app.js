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
  const form = event.target.closest("[data-quiet]");
  if (!form) return;
  event.preventDefault();
  const item = form.closest("[data-item]");
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } }).catch(() => null);
  if (!answer?.ok) { tell(answer ? "It could not be decided; it may have been decided elsewhere" : "The workbench does not answer; is it still running?"); return; }
  tell("Decided");
  done(item);
});
root.addEventListener("click", event => { const skip = event.target.closest("[data-skip]"); if (skip) done(skip.closest("[data-item]")); });
function done(item) {
  const next = item.nextElementSibling;
  item.remove();
  if (next?.matches("[data-item]")) { next.classList.add("at"); (one("[data-open], a", next) || next).focus(); }
}

async function undo() {
  const answer = await fetch("/api/undo", { method: "POST", headers: { "Content-Type": "application/json" }, body: "{}" });
  if (answer.ok) { tell("Taken back"); location.reload(); return; }
  tell((await answer.json()).error.message);
}
let telling = 0;
function tell(words) {
  const place = one("#told");
  place.textContent = words;
  clearTimeout(telling);
  telling = setTimeout(() => { place.textContent = ""; }, 4000);
}

// The palette: views and stories by name, ids, and words to search.
const palette = one("#palette"), words = one("#palette-words"), list = one("#palette-list");
let stories = null;
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
  for (const story of stories || []) found.push({ text: `Story: ${story.name}`, href: `/claims?story=${encodeURIComponent(story.name)}` });
  const fitting = found.filter(place => place.text.toLowerCase().includes(low));
  if (asked) {
    if (/^(sha256:)?[0-9a-f]{6,64}$/.test(low)) fitting.unshift({ text: `Open ${asked}`, href: `/show/${encodeURIComponent(asked)}` });
    fitting.push({ text: `Search “${asked}”`, href: `/search?q=${encodeURIComponent(asked)}` });
  }
  return fitting.slice(0, 12);
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
words?.addEventListener("input", offer);
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
  for (const item of all(".one")) {
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

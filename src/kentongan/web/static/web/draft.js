// Drafts: <form data-draft="call:new"> keeps every key pressed in this browser, for this person,
// for a day; it is restored after a crash and forgotten when the server has taken the form.
// data-autosave="URL" also sends it to the server every two seconds. data-no-draft leaves a field out.
import { hourMinute } from "./clock.js";
import { csrfToken } from "./relogin.js";
import { word } from "./words.js";

const PREFIX = "kentongan:draft:";
const KEEP_MS = 24 * 3600 * 1000;
const SERVER_EVERY_MS = 2000;
const person = document.body.dataset.person || "-";

const nameOf = (form) => `${PREFIX}${person}:${form.dataset.draft}`;

function isSaved(field) {
  if (!field.name || field.closest("[data-no-draft]")) return false;
  return !["password", "file", "hidden", "submit", "button", "image", "reset"].includes(field.type);
}

function read(form) {
  const values = {};
  for (const field of form.elements) {
    if (!isSaved(field)) continue;
    const list = (values[field.name] ??= []);
    if (field.type === "checkbox" || field.type === "radio") {
      if (field.checked) list.push(field.value);
    } else if (field.multiple) {
      list.push(...[...field.selectedOptions].map((o) => o.value));
    } else list.push(field.value);
  }
  return values;
}

function write(form, values) {
  const used = {};
  for (const field of form.elements) {
    if (!isSaved(field) || !(field.name in values)) continue;
    const list = values[field.name];
    if (field.type === "checkbox" || field.type === "radio") field.checked = list.includes(field.value);
    else if (field.multiple) for (const o of field.options) o.selected = list.includes(o.value);
    else field.value = list[(used[field.name] = (used[field.name] ?? -1) + 1)] ?? field.value;
  }
}

function store(form, extra = {}) {
  try {
    localStorage.setItem(nameOf(form), JSON.stringify({ at: Date.now(), values: read(form), ...extra }));
  } catch {
    // A full or forbidden store must not stop the person from typing.
  }
}

function load(key) {
  try {
    const draft = JSON.parse(localStorage.getItem(key));
    return draft && Date.now() - draft.at < KEEP_MS ? draft : null;
  } catch {
    return null;
  }
}

export function forget(form) {
  localStorage.removeItem(nameOf(form));
  form.querySelector(":scope > .draft-note")?.remove();
}

// A plain form that was sent and did not come back with a refusal was taken.
function wasTaken(form, draft) {
  if (!draft.sent) return false;
  const back = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  return !back && !document.querySelector("main [data-what]") && !form?.querySelector(".is-wrong,[aria-invalid=true]");
}

function note(form, draft) {
  const line = document.createElement("p");
  line.className = "draft-note";
  line.setAttribute("role", "status");
  const discard = document.createElement("button");
  discard.type = "button";
  discard.className = "btn quiet small";
  discard.textContent = word("draft-discard");
  discard.addEventListener("click", () => {
    form.reset();
    forget(form);
  });
  line.append(word("draft-restored", { time: hourMinute(draft.at) }), discard);
  form.prepend(line);
}

function restore(form) {
  if (form.dataset.draftSeen === form.dataset.draft) return;
  form.dataset.draftSeen = form.dataset.draft;
  const draft = load(nameOf(form));
  if (!draft) return;
  if (wasTaken(form, draft)) return forget(form);
  if (JSON.stringify(read(form)) === JSON.stringify(draft.values)) return;
  write(form, draft.values);
  note(form, draft);
  form.dispatchEvent(new CustomEvent("kentongan:draft-restored", { bubbles: true }));
}

function restoreAll() {
  document.querySelectorAll("form[data-draft]").forEach(restore);
}

function sweep() {
  for (const key of Object.keys(localStorage)) {
    if (!key.startsWith(PREFIX)) continue;
    const draft = load(key);
    const shown = [...document.querySelectorAll("form[data-draft]")].some((form) => nameOf(form) === key);
    const mine = key.startsWith(`${PREFIX}${person}:`);
    if (!draft || (mine && !shown && wasTaken(null, draft))) localStorage.removeItem(key);
  }
}

// ── to the server ────────────────────────────────────────────────────────────────────────────
const queued = new WeakMap();

function autosave(form) {
  if (!form.dataset.autosave || queued.has(form)) return;
  queued.set(form, setTimeout(async () => {
    queued.delete(form);
    const headers = { "X-CSRFToken": csrfToken() };
    await fetch(form.dataset.autosave, { method: "POST", body: new URLSearchParams(new FormData(form)), headers }).catch(() => null);
  }, SERVER_EVERY_MS));
}

function typed(event) {
  const form = event.target.form ?? event.target.closest?.("form");
  if (!form) return;
  if (form.dataset.draft) store(form);
  autosave(form);
}

document.addEventListener("input", typed);
document.addEventListener("change", typed);
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset?.draft && !form.matches("[hx-post],[hx-put],[hx-patch]")) store(form, { sent: true });
});
document.addEventListener("htmx:afterRequest", (event) => {
  const { successful, requestConfig } = event.detail;
  const form = requestConfig.elt.closest?.("form");
  if (successful && requestConfig.verb !== "get" && form?.dataset.draft) forget(form);
});
document.addEventListener("htmx:afterSettle", restoreAll);

try {
  sweep();
} catch {
  // Without a local store there is nothing to sweep.
}
restoreAll();

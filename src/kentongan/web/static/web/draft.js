// Drafts: <form data-draft="call:new"> keeps every key pressed in this browser, for this person,
// for a day; it is restored after a crash and forgotten when the server has taken the form, or when
// the person signs out. What was typed is sealed with a key that only that person's pages bring, so
// the next one at the same desk does not find it. Browsers seal only over HTTPS or on localhost:
// elsewhere the drafts of others are removed as soon as somebody else has signed in.
// data-autosave="URL" also sends it to the server every two seconds, again until the server has it;
// <span data-autosaved> in the form says since when it does, or that it does not.
// data-no-draft leaves a field out.
import { hourMinute, hourMinuteSecond } from "./clock.js";
import { csrfToken, relogin } from "./relogin.js";
import { word } from "./words.js";

const PREFIX = "kentongan:draft:";
const KEEP_MS = 24 * 3600 * 1000;
const SERVER_ANSWERS_MS = 8000;
const SERVER_EVERY_MS = 1500; // two seconds at the most, with the way to the server
const person = () => document.body.dataset.person || "-";
let sealing = sealingKey();
const turns = new Map(); // sealing takes a moment: only the newest of several stores is kept
const sentForms = new WeakSet();
const unsaved = new Map(); // form: how often it was typed in since the server last had it all

const nameOf = (form, of = person()) => `${PREFIX}${of}:${form.dataset.draft}`;

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

function sealingKey() {
  const given = document.body.dataset.draftKey;
  if (!given || !globalThis.crypto?.subtle) return null;
  return crypto.subtle.importKey("raw", bytesOf(given), "AES-GCM", false, ["encrypt", "decrypt"]);
}

function bytesOf(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

function textOf(bytes) {
  return btoa(Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join(""));
}

async function seal(values) {
  if (!sealing) return { values };
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(values));
  return { iv: textOf(iv), sealed: textOf(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await sealing, plain)) };
}

async function unseal({ values, iv, sealed }) {
  if (!sealed) return values;
  const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytesOf(iv) }, await sealing, bytesOf(sealed));
  return JSON.parse(new TextDecoder().decode(plain));
}

function nextTurn(name) {
  turns.set(name, (turns.get(name) ?? 0) + 1);
  return turns.get(name);
}

function put(name, draft) {
  try {
    localStorage.setItem(name, JSON.stringify(draft));
  } catch {
    // A full or forbidden store must not stop the person from typing.
  }
}

async function store(form) {
  const name = nameOf(form);
  const turn = nextTurn(name);
  const at = Date.now();
  const content = await seal(read(form));
  if (turns.get(name) === turn) put(name, { at, ...content, sent: sentForms.has(form) });
}

// The page may be gone before anything is sealed: the draft is there since the last key.
function markSent(form) {
  sentForms.add(form);
  const draft = load(nameOf(form));
  if (draft) put(nameOf(form), { ...draft, sent: true });
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
  unsaved.delete(form);
  nextTurn(nameOf(form));
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

// What the server kept of the form that saves itself there: another desk may have typed it.
function served(form) {
  const kept = form.dataset.autosave && document.getElementById("draft-served");
  return kept ? JSON.parse(kept.textContent) : null;
}

function newest(form) {
  const [own, kept] = [load(nameOf(form)), served(form)];
  return !own || (kept && kept.at > own.at) ? kept : own;
}

async function restore(form) {
  if (form.dataset.draftSeen === form.dataset.draft) return;
  form.dataset.draftSeen = form.dataset.draft;
  const draft = newest(form);
  if (!draft) return;
  if (wasTaken(form, draft)) return forget(form);
  const values = await unseal(draft).catch(() => null);
  if (!values || JSON.stringify(read(form)) === JSON.stringify(values)) return;
  write(form, values);
  note(form, draft);
  form.dispatchEvent(new CustomEvent("kentongan:draft-restored", { bubbles: true }));
}

function forgetMine() {
  for (const key of Object.keys(localStorage)) {
    if (!key.startsWith(`${PREFIX}${person()}:`)) continue;
    nextTurn(key);
    localStorage.removeItem(key);
  }
}

function restoreAll() {
  document.querySelectorAll("form[data-draft]").forEach(restore);
}

function sweep() {
  for (const key of Object.keys(localStorage)) {
    if (!key.startsWith(PREFIX)) continue;
    const draft = load(key);
    const shown = [...document.querySelectorAll("form[data-draft]")].some((form) => nameOf(form) === key);
    const mine = key.startsWith(`${PREFIX}${person()}:`);
    const readable = draft?.values && !mine && person() !== "-";
    if (!draft || readable || (mine && !shown && wasTaken(null, draft))) localStorage.removeItem(key);
  }
}

// ── to the server ────────────────────────────────────────────────────────────────────────────
const queued = new WeakSet();
const onTheWay = new WeakSet(); // one at a time: an older text must not come in after a newer one

function autosave(form) {
  if (!form.dataset.autosave) return;
  unsaved.set(form, (unsaved.get(form) ?? 0) + 1);
  later(form);
}

function later(form) {
  if (queued.has(form)) return;
  queued.add(form);
  setTimeout(() => {
    queued.delete(form);
    void send(form);
  }, SERVER_EVERY_MS);
}

// A form stays unsaved until the server says that it has what is on the screen.
async function send(form) {
  if (!form.isConnected) unsaved.delete(form);
  if (!unsaved.has(form) || onTheWay.has(form)) return;
  onTheWay.add(form);
  const typedSoFar = unsaved.get(form);
  const answer = await post(form);
  const isSaved = Boolean(answer?.ok);
  if (isSaved && unsaved.get(form) === typedSoFar) unsaved.delete(form);
  say(form, isSaved);
  if (answer?.status === 401) await relogin();
  onTheWay.delete(form);
  if (unsaved.has(form)) later(form);
}

function post(form) {
  const body = new URLSearchParams(new FormData(form));
  const [headers, signal] = [{ "X-CSRFToken": csrfToken() }, AbortSignal.timeout(SERVER_ANSWERS_MS)];
  return fetch(form.dataset.autosave, { method: "POST", body, headers, signal }).catch(() => null);
}

function say(form, isSaved) {
  const line = form.querySelector("[data-autosaved]");
  if (!line) return;
  line.dataset.autosaved = isSaved ? "yes" : "no";
  line.textContent = isSaved ? word("draft-saved", { time: hourMinuteSecond() }) : word("draft-unsaved");
}

function sendAll() {
  for (const form of unsaved.keys()) void send(form);
}

window.addEventListener("online", sendAll);
document.addEventListener("kentongan:live", ({ detail }) => {
  if (detail.state === "on") sendAll();
});

function typed(event) {
  const form = event.target.form ?? event.target.closest?.("form");
  if (!form) return;
  sentForms.delete(form);
  if (form.dataset.draft) void store(form);
  autosave(form);
}

document.addEventListener("input", typed);
document.addEventListener("change", typed);
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("[data-sign-out]")) forgetMine();
  else if (form.dataset?.draft && !form.matches("[hx-post],[hx-put],[hx-patch]")) markSent(form);
});
document.addEventListener("htmx:afterRequest", (event) => {
  const { successful, requestConfig } = event.detail;
  const form = requestConfig.elt.closest?.("form");
  if (successful && requestConfig.verb !== "get" && form?.dataset.draft) forget(form);
});
document.addEventListener("htmx:afterSettle", restoreAll);
// Another person sits here now: what is on the screen goes on as theirs, sealed with their key.
document.addEventListener("kentongan:seat-taken", ({ detail }) => {
  sealing = sealingKey();
  for (const form of document.querySelectorAll("form[data-draft]")) {
    const left = nameOf(form, detail.from || "-");
    if (left === nameOf(form) || localStorage.getItem(left) === null) continue;
    localStorage.removeItem(left);
    void store(form);
  }
});

try {
  sweep();
} catch {
  // Without a local store there is nothing to sweep.
}
restoreAll();

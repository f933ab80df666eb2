// The desk's manners: keys, one act per press, refusals as sentences, nothing typed is ever lost.
//   data-key="F2" | "alt+1" | "j"   presses (buttons, links) or focuses (inputs) the element
//   data-key-hint="F4"              shows a key beside a label
//   data-keep                       a live refresh leaves this element alone
//   data-version="3"                a row whose version changed is marked for five seconds
//   data-plain on a form            no idempotency key (language, login)
import { csrfToken, relogin } from "./relogin.js";
import { toast, toastFailure } from "./toast.js";
import { word } from "./words.js";

const NEW_FOR_MS = 5000;
const SENT_FOR_MS = 5000;

// ── keys ─────────────────────────────────────────────────────────────────────────────────────
const TYPED = "input:not([type=checkbox],[type=radio],[type=button],[type=submit]),textarea,select,[contenteditable]";

export function combo(event) {
  const key = /^(Digit|Key)(.)$/.exec(event.code)?.[2] ?? event.key;
  const parts = [];
  if (event.ctrlKey || event.metaKey) parts.push("ctrl");
  if (event.altKey) parts.push("alt");
  if (event.shiftKey && key.length > 1) parts.push("shift");
  return [...parts, (event.altKey || event.ctrlKey ? key : event.key).toLowerCase()].join("+");
}

function reachable() {
  const open = [...document.querySelectorAll("dialog[open]")].at(-1);
  const all = [...(open ?? document).querySelectorAll("[data-key]")];
  return all.filter((e) => !e.disabled && e.getAttribute("aria-disabled") !== "true" && e.checkVisibility());
}

function press(element) {
  if (element.matches(TYPED)) {
    element.focus();
    element.select?.();
  } else {
    element.focus();
    element.click();
  }
}

function onKey(event) {
  if (event.isComposing || event.defaultPrevented) return;
  if (event.key === "Escape") return onEscape(event);
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return onSubmitKey(event);
  const pressed = combo(event);
  const plain = !event.ctrlKey && !event.altKey && !event.metaKey && pressed.length === 1;
  if (plain && event.target.matches?.(TYPED)) return;
  const element = reachable().find((e) => e.dataset.key.toLowerCase() === pressed);
  if (element) {
    event.preventDefault();
    if (!event.repeat) press(element);
  } else if (pressed === "f1" || pressed === "?") {
    event.preventDefault();
    showKeys();
  }
}

function onSubmitKey(event) {
  const form = event.target.closest?.("form");
  if (!form || event.repeat) return;
  event.preventDefault();
  // A click, since htmx sends the button's own value only for a button that was pressed.
  const button = form.querySelector("[type=submit].primary");
  if (button) button.click();
  else form.requestSubmit();
}

// Esc empties a search field in most browsers, and text is never thrown away by a key.
function onEscape(event) {
  const search = event.target.matches?.('input[type="search"]') && event.target.value;
  if (search && !event.target.closest("dialog")) event.preventDefault();
  document.querySelectorAll("details.menu[open]").forEach((menu) => menu.removeAttribute("open"));
}

function onDialogCancel(event) {
  const dirty = [...event.target.querySelectorAll("input:not([type=search]),textarea")].some((e) => isTyped(e));
  if (!dirty) return;
  event.preventDefault();
  toast({ level: "warn", what: word("unsaved"), advice: word("unsaved-advice") });
}

function isTyped(element) {
  return element.matches("textarea,input:not([type=checkbox],[type=radio],[type=hidden])") && element.value !== element.defaultValue;
}

function showKeys() {
  const list = document.querySelector("[data-keys-list]");
  const rows = reachable().flatMap((element) => {
    const key = document.createElement("kbd");
    key.textContent = element.dataset.key;
    const name = document.createElement("span");
    const label = element.getAttribute("aria-label") ?? element.labels?.[0]?.textContent ?? element.textContent;
    name.textContent = label.trim().replace(/\s+/g, " ");
    return [key, name];
  });
  list.replaceChildren(...(rows.length ? rows : [word("no-keys")]));
  document.getElementById("keys").showModal();
}

document.addEventListener("keydown", onKey);
document.addEventListener("cancel", onDialogCancel, true);
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.removeAttribute("open");
  }
});

// ── one act per press ────────────────────────────────────────────────────────────────────────
// The same submission keeps its key until the server has answered, however often it is retried.
const keys = new WeakMap();

function keyFor(element, fingerprint) {
  const known = keys.get(element);
  if (known?.fingerprint === fingerprint) return known.key;
  const key = newKey();
  keys.set(element, { key, fingerprint });
  return key;
}

// randomUUID exists only on HTTPS and localhost; an office node may be plain HTTP on its network.
export function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = (b[6] & 0x0f) | 0x40;
  b[8] = (b[8] & 0x3f) | 0x80;
  const hex = [...b].map((n) => n.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function printOf({ verb, path, formData, parameters }) {
  const pairs = formData instanceof FormData ? [...formData.entries()] : Object.entries(parameters ?? {});
  const said = pairs.filter(([name]) => name !== "csrfmiddlewaretoken");
  return JSON.stringify([verb, path, said.map(([name, value]) => [name, value instanceof File ? [value.name, value.size, value.lastModified] : value])]);
}

document.addEventListener("htmx:configRequest", (event) => {
  const { verb, elt, headers } = event.detail;
  if (verb === "get") return;
  headers["X-CSRFToken"] = csrfToken();
  headers["Idempotency-Key"] = keyFor(elt, printOf(event.detail));
});

// htmx takes a form over some milliseconds after it has come; a key may be quicker, and the browser
// would then leave the page with what was typed in its address.
const SENT_BY_HTMX = "[hx-post],[hx-put],[hx-patch],[hx-delete]";
document.addEventListener("submit", ({ target }) => {
  if (target.matches(SENT_BY_HTMX)) window.htmx?.process(target);
}, true);

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.matches(`[data-plain],${SENT_BY_HTMX}`)) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  setTimeout(() => delete form.dataset.sent, SENT_FOR_MS); // an answer may be a file: the page stays
  let input = form.elements.namedItem("idempotency_key");
  if (!input) {
    input = Object.assign(document.createElement("input"), { type: "hidden", name: "idempotency_key" });
    form.append(input);
  }
  const formData = new FormData(form, event.submitter);
  formData.delete("idempotency_key");
  input.value = keyFor(form, printOf({ verb: "post", path: form.action, formData }));
});
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// ── answers ──────────────────────────────────────────────────────────────────────────────────
function answered(event) {
  const { xhr, requestConfig } = event.detail;
  const retryable = xhr.status === 0 || xhr.status === 401 || xhr.status >= 500;
  if (!retryable) keys.delete(requestConfig.elt);
}

async function again(config) {
  await relogin();
  // Django looks at the form's own token first, and a new login has made it a new one.
  if (config.formData?.has?.("csrfmiddlewaretoken")) config.formData.set("csrfmiddlewaretoken", csrfToken());
  window.htmx.ajax(config.verb, config.path, {
    source: config.elt,
    event: config.triggeringEvent,
    target: config.target,
    values: config.verb === "get" ? undefined : config.formData,
  });
}

document.addEventListener("htmx:afterRequest", answered);
document.addEventListener("htmx:responseError", (event) => {
  const { xhr, requestConfig } = event.detail;
  if (xhr.status === 401) return void again(requestConfig);
  toastFailure({
    status: xhr.status,
    type: xhr.getResponseHeader("content-type") ?? "",
    body: xhr.responseText,
    requestId: xhr.getResponseHeader("x-request-id"),
  });
});

function notSent(event) {
  // A refresh that fails says nothing: the connection badge already does.
  // What waits in a crew's outbox is told there.
  if (event.detail.requestConfig?.verb === "get" || event.detail.elt?.matches("[data-outbox]")) return;
  toast({ level: "bad", what: word("not-sent"), rule: word("not-sent-rule"), advice: word("not-sent-advice") });
}
document.addEventListener("htmx:sendError", notSent);
document.addEventListener("htmx:timeout", notSent);

// For modules that post by themselves: the same key, login and sentences as a form.
export async function post(url, body, { key = newKey(), headers = {} } = {}) {
  const answer = await fetch(url, {
    method: "POST",
    body,
    headers: { "X-CSRFToken": csrfToken(), "Idempotency-Key": key, ...headers },
  });
  if (answer.status === 401) {
    await relogin();
    return post(url, body, { key, headers });
  }
  if (!answer.ok) {
    toastFailure({
      status: answer.status,
      type: answer.headers.get("content-type") ?? "",
      body: await answer.clone().text(),
      requestId: answer.headers.get("x-request-id"),
    });
  }
  return answer;
}

// ── a refresh never takes what a person is typing ────────────────────────────────────────────
function mark(element) {
  element.setAttribute("data-new", "");
  setTimeout(() => element.removeAttribute("data-new"), NEW_FOR_MS);
}

// A field in hand is left alone; a button in hand is not: its word may have become another.
function isKept(old) {
  const inHand = old === document.activeElement && old.matches("input,textarea,select");
  return inHand || old.matches("[data-keep],dialog[open]") || isTyped(old) || isChosen(old) || isSeenVersion(old);
}

// What was typed belongs to the version that was on the screen then: it is sent with that one, and
// the server says whether somebody has been first.
function isSeenVersion(old) {
  return old.matches("form input[name=version][hidden]") && [...old.form.elements].some((e) => isTyped(e) || isChosen(e));
}

// Refused as too late: the text stays, and sent again after reading who was first it is meant. Taken:
// what was typed and chosen is what is stored, so a refresh may bring what others write next.
function settle({ detail }) {
  const { elt, verb } = detail.requestConfig ?? {};
  if (!elt || verb === "get") return;
  const form = elt.closest("form");
  const version = form?.querySelector("input[name=version][hidden]");
  if (version && detail.xhr.status === 412) version.value = detail.xhr.getResponseHeader("etag")?.replaceAll('"', "") ?? version.value;
  if (!detail.successful || form?.matches("[data-clear]")) return; // emptied: console.js
  for (const field of form?.elements ?? [elt]) {
    if (field.matches("[type=checkbox],[type=radio]")) field.defaultChecked = field.checked;
    else if (field.matches("textarea,input")) field.defaultValue = field.value;
    else if (field.matches("select")) for (const option of field.options) option.defaultSelected = option.selected;
  }
}
document.addEventListener("htmx:afterRequest", settle);

function isChosen(element) {
  if (element.matches("[type=checkbox],[type=radio]")) return element.checked !== element.defaultChecked;
  if (!element.matches("select")) return false;
  const options = [...element.options];
  // Where the page names none, the first is shown and nobody has chosen it.
  const isNamed = element.multiple || options.some((option) => option.defaultSelected);
  const first = isNamed ? null : options.find((option) => !option.disabled);
  return options.some((option) => option.selected !== (option.defaultSelected || option === first));
}

function beforeNodeMorphed(old, fresh) {
  if (!(old instanceof Element)) return true;
  if (isKept(old)) return false;
  if (fresh instanceof Element && old.dataset?.version && fresh.dataset.version && old.dataset.version !== fresh.dataset.version) mark(old);
  return true;
}

const OURS = new Set(["data-new", "data-sent", "open", "data-state"]);
if (window.Idiomorph) {
  Object.assign(window.Idiomorph.defaults.callbacks, {
    beforeNodeMorphed,
    afterNodeAdded: (node) => {
      if (node instanceof Element && node.dataset.version) mark(node);
    },
    beforeAttributeUpdated: (name) => !OURS.has(name),
  });
}

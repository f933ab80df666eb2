// Toasts: what happened, the rule, what to do now. Good news leaves by itself; bad news waits.
import { icon, word } from "./words.js";

const ICONS = { ok: "check", info: "info", warn: "warning", bad: "late" };
const GOOD_STAYS_MS = 6000;

function line(tag, text, className) {
  const element = document.createElement(tag);
  element.textContent = text;
  if (className) element.className = className;
  return element;
}

function box() {
  const toasts = document.getElementById("toasts");
  // A modal dialog covers the page: its toasts belong inside it, or nobody can press them.
  const dialog = document.querySelector("dialog[open]");
  (dialog ?? document.body).append(toasts);
  return toasts;
}

export function toast({ level = "info", what, rule, advice, requestId, action }) {
  const element = document.createElement("div");
  element.className = `toast is-${level}`;
  element.dataset.toast = "";
  const text = document.createElement("div");
  text.append(line("b", what));
  if (rule) text.append(line("p", rule));
  if (advice) text.append(line("p", advice, "advice"));
  if (requestId) text.append(line("small", `${word("request")} ${requestId}`, "mono"));
  if (action) {
    const button = line("button", action.label, "btn small");
    button.type = "button";
    button.addEventListener("click", action.run);
    text.append(button);
  }
  const close = document.createElement("button");
  close.type = "button";
  close.className = "btn quiet small";
  close.dataset.toastClose = "";
  close.setAttribute("aria-label", word("close"));
  close.append(icon("cross"));
  element.append(icon(ICONS[level] ?? "info"), text, close);
  const toasts = box();
  for (const old of toasts.children) if (old.innerText === element.innerText) old.remove();
  toasts.append(element);
  while (toasts.children.length > 4) toasts.firstElementChild.remove();
  if (level === "ok") setTimeout(() => element.remove(), GOOD_STAYS_MS);
  return element;
}

export function toastFailure({ status, type, body, requestId }) {
  toast({ level: status === 412 || status === 409 ? "warn" : "bad", requestId, ...sentences(status, type, body) });
}

export function sentences(status, type, body) {
  const fallback = { what: word("failed", { status }), advice: word("failed-advice") };
  if (type.includes("json")) return fromJson(body, fallback);
  if (type.includes("html")) return fromHtml(body, fallback);
  return fallback;
}

function fromJson(body, fallback) {
  try {
    const problem = JSON.parse(body);
    return {
      what: problem.what ?? problem.title ?? fallback.what,
      rule: problem.rule ?? problem.detail,
      advice: problem.advice,
      requestId: problem.request_id,
    };
  } catch {
    return fallback;
  }
}

function fromHtml(body, fallback) {
  const page = new DOMParser().parseFromString(body, "text/html");
  const text = (name) => page.querySelector(`[data-${name}]`)?.textContent.trim();
  const what = text("what");
  return what ? { what, rule: text("rule"), advice: text("advice"), requestId: text("request") } : fallback;
}

// A closed dialog shows nothing, so what it held goes back to the page.
document.addEventListener("close", (event) => {
  const held = event.target.querySelector?.(":scope > #toasts");
  if (held) document.body.append(held);
}, true);
document.addEventListener("click", (event) => {
  event.target.closest?.("[data-toast-close]")?.closest(".toast")?.remove();
});
for (const served of document.querySelectorAll(".toast.is-ok")) setTimeout(() => served.remove(), GOOD_STAYS_MS);

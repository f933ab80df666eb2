// The overlay that asks for the login again while the page behind it keeps every letter.
// POST (form-encoded username, password, code) to its data-url: 2xx = signed in again, optionally
// {"csrf_token": "…"}; anything else is shown in the overlay.
import { sentences } from "./toast.js";
import { word } from "./words.js";

const dialog = document.getElementById("relogin");
const session = new BroadcastChannel("kentongan-session");
const PAUSE_MS = 800;
let waiting = null;
let typedAt = 0;
let isHandingOver = false; // the next person was asked to sit down: the page is given to them

export function csrfToken() {
  try {
    return JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"] ?? "";
  } catch {
    return "";
  }
}

function setCsrfToken(token) {
  if (!token) return;
  document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token }));
  for (const input of document.querySelectorAll('input[name="csrfmiddlewaretoken"]')) input.value = token;
}

function cookieToken() {
  const start = `${dialog?.dataset.csrfCookie}=`; // by its whole name: another node's is no use here
  return document.cookie.split(/;\s*/).find((pair) => pair.startsWith(start))?.slice(start.length) ?? "";
}

// Resolves when the person is signed in again; one overlay however many requests wait for it.
export function relogin() {
  if (!dialog) {
    location.reload();
    return new Promise(() => {});
  }
  if (waiting) return waiting;
  waiting = new Promise((resolve) => {
    const back = document.activeElement;
    dialog.addEventListener("kentongan:signed-in", () => {
      waiting = null;
      dialog.close();
      back?.focus?.();
      resolve();
    }, { once: true });
  });
  inAPause(show);
  return waiting;
}

// Words that were meant for the page must not run on into the field of a name.
function inAPause(act) {
  const left = typedAt + PAUSE_MS - Date.now();
  if (left > 0) setTimeout(inAPause, left, act);
  else act();
}

function show() {
  if (!waiting) return;
  if (!dialog.open) dialog.showModal();
  (dialog.querySelector("[name=username]").value ? dialog.querySelector("[name=password]") : dialog.querySelector("[name=username]")).focus();
}

async function send(form) {
  const wrong = form.querySelector("[data-wrong]");
  wrong.hidden = true;
  let answer;
  try {
    answer = await fetch(dialog.dataset.url, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      headers: { "X-CSRFToken": cookieToken() || csrfToken(), Accept: "application/json" },
      redirect: "error",
    });
  } catch {
    answer = null;
  }
  if (answer?.ok) return signedIn(form, answer.headers.get("X-Person"), await answer.json().catch(() => ({})));
  wrong.textContent = answer ? await reason(answer) : word("not-sent");
  wrong.hidden = false;
  form.querySelector("[name=password]").select();
}

async function reason(answer) {
  const found = sentences(answer.status, answer.headers.get("content-type") ?? "", await answer.text());
  if (!found.rule && !found.what.length) return word("wrong-login");
  return [found.what, found.advice].filter(Boolean).join(" ");
}

// Whoever sits down at somebody else's page gets a page of their own: what stands here is not
// theirs to read or to send. It waits, sealed, for the one who wrote it.
function isAnother(person) {
  return Boolean(person && document.body.dataset.person && person !== document.body.dataset.person);
}

function signedIn(form, person, { csrf_token: token }) {
  if (!isHandingOver) session.postMessage({ person });
  if (!isHandingOver && isAnother(person)) return location.reload();
  setCsrfToken(token || cookieToken());
  form.querySelector("[name=password]").value = "";
  form.querySelector("[name=code]").value = "";
  dialog.dispatchEvent(new CustomEvent("kentongan:signed-in"));
}

// Signing in again in one tab is enough for all of them.
session.addEventListener("message", ({ data }) => {
  if (data === "seat-taken") return void greet();
  if (isAnother(data.person)) return location.reload();
  setCsrfToken(cookieToken());
  dialog?.dispatchEvent(new CustomEvent("kentongan:signed-in"));
});

document.addEventListener("input", () => {
  typedAt = Date.now();
}, true);
dialog?.addEventListener("submit", (event) => {
  event.preventDefault();
  void send(event.target);
});
// ── hot seat: the next person takes this desk over, with the page and its drafts as they are ──
// The one who leaves is signed out first, so the desk is locked until the next has signed in; the
// journal says who was there from when.
async function handSeat(button) {
  const body = new URLSearchParams();
  const headers = { "X-CSRFToken": csrfToken() };
  try {
    await fetch(button.dataset.hotSeat, { method: "POST", body, headers, redirect: "manual" });
  } catch {
    return;
  }
  dialog.querySelector("[name=username]").value = "";
  isHandingOver = true;
  await relogin();
  isHandingOver = false;
  await greet();
  session.postMessage("seat-taken");
}

// Name, role and pages of whoever sits here now. What was typed becomes theirs (draft.js).
async function greet() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!answer?.ok) return;
  const now = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of [".bar-who", ".bar-nav"]) {
    const [shown, told] = [document.querySelector(part), now.querySelector(part)];
    if (shown && told) shown.replaceWith(document.importNode(told, true));
  }
  const from = document.body.dataset.person;
  document.body.dataset.person = now.body.dataset.person;
  document.body.dataset.draftKey = now.body.dataset.draftKey;
  document.dispatchEvent(new CustomEvent("kentongan:seat-taken", { detail: { from } }));
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-hot-seat]");
  if (button && dialog) void handSeat(button);
});

// Closing it would leave a page that cannot save: it stays until the login is right.
dialog?.addEventListener("cancel", (event) => event.preventDefault());

// The overlay that asks for the login again while the page behind it keeps every letter.
// POST (form-encoded username, password, code) to its data-url: 2xx = signed in again, optionally
// {"csrf_token": "…"}; anything else is shown in the overlay.
import { sentences } from "./toast.js";
import { word } from "./words.js";

const dialog = document.getElementById("relogin");
const session = new BroadcastChannel("kentongan-session");
let waiting = null;

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
  return document.cookie.match(/(?:^|;\s*)(?:[\w-]*_csrf|csrftoken)=([^;]+)/)?.[1] ?? "";
}

// Resolves when the person is signed in again; one overlay however many requests wait for it.
export function relogin() {
  if (!dialog) {
    location.reload();
    return new Promise(() => {});
  }
  waiting ??= new Promise((resolve) => {
    const back = document.activeElement;
    dialog.addEventListener("kentongan:signed-in", () => {
      waiting = null;
      dialog.close();
      back?.focus?.();
      resolve();
    }, { once: true });
    if (!dialog.open) dialog.showModal();
    (dialog.querySelector("[name=username]").value ? dialog.querySelector("[name=password]") : dialog.querySelector("[name=username]")).focus();
  });
  return waiting;
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
  if (answer?.ok) return signedIn(form, await answer.json().catch(() => ({})));
  wrong.textContent = answer ? await reason(answer) : word("not-sent");
  wrong.hidden = false;
  form.querySelector("[name=password]").select();
}

async function reason(answer) {
  const found = sentences(answer.status, answer.headers.get("content-type") ?? "", await answer.text());
  if (!found.rule && !found.what.length) return word("wrong-login");
  return [found.what, found.advice].filter(Boolean).join(" ");
}

function signedIn(form, { csrf_token: token }) {
  setCsrfToken(token || cookieToken());
  form.querySelector("[name=password]").value = "";
  form.querySelector("[name=code]").value = "";
  session.postMessage("signed-in");
  dialog.dispatchEvent(new CustomEvent("kentongan:signed-in"));
}

// Signing in again in one tab is enough for all of them.
session.addEventListener("message", () => {
  setCsrfToken(cookieToken());
  dialog?.dispatchEvent(new CustomEvent("kentongan:signed-in"));
});

dialog?.addEventListener("submit", (event) => {
  event.preventDefault();
  void send(event.target);
});
// Closing it would leave a page that cannot save: it stays until the login is right.
dialog?.addEventListener("cancel", (event) => event.preventDefault());

// What could not be sent waits here, in order, over reloads and a flat battery: the crew goes on.
//   data-outbox on a button or form   its POST may wait; it is sent again with the same key, so it is
//                                     done once, and with the hour at which it was pressed
import { now } from "../web/clock.js";
import { csrfToken } from "../web/relogin.js";
import { toastFailure } from "../web/toast.js";

const STORE = "kentongan:outbox";
const AGAIN_MS = 15_000;
const banner = document.getElementById("outbox");
let sending = false;

function waiting() {
  try {
    return JSON.parse(localStorage.getItem(STORE)) ?? [];
  } catch {
    return [];
  }
}

function keep(list) {
  localStorage.setItem(STORE, JSON.stringify(list));
  show();
}

function show() {
  const n = waiting().length;
  banner.hidden = n === 0;
  banner.querySelector("[data-text]").textContent = banner.dataset.words.replace("{n}", n);
  for (const { path } of waiting()) {
    const button = document.querySelector(`#thumb [hx-post="${path}"]`);
    if (button) button.setAttribute("aria-disabled", "true");
  }
}

// As htmx writes a body, letter by letter: the server knows the same request by its bytes.
function encoded(data) {
  return [...data.entries()].map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join("&");
}

function put({ path, formData, headers, pressedAt, elt }) {
  const at = new Date(pressedAt ?? now()).toISOString();
  keep([...waiting(), { path, body: encoded(formData), key: headers["Idempotency-Key"], at }]);
  elt.closest("details:has(form)")?.removeAttribute("open");
}

function mayWait(config) {
  return config?.verb === "post" && config.elt.matches("[data-outbox]");
}

function failed(event) {
  const config = event.detail.requestConfig;
  if (!mayWait(config)) return;
  put(config);
}

async function send({ path, body, key, at }) {
  const headers = {
    "Content-Type": "application/x-www-form-urlencoded",
    "HX-Request": "true",
    "Idempotency-Key": key,
    "X-CSRFToken": csrfToken(),
    "X-Occurred-At": at,
  };
  const answer = await fetch(path, { method: "POST", body, headers });
  if (answer.status === 401 || answer.status >= 500) throw new Error(String(answer.status));
  if (!answer.ok) toastFailure({ status: answer.status, type: answer.headers.get("Content-Type") ?? "", body: await answer.text() });
}

async function sendAll() {
  if (sending || waiting().length === 0) return;
  sending = true;
  try {
    for (let list = waiting(); list.length; list = waiting()) {
      await send(list[0]);
      keep(waiting().slice(1));
    }
    document.body.dispatchEvent(new CustomEvent("crew-changed"));
  } catch {
    // No line yet: it stays, and is tried again.
  }
  sending = false;
}

document.addEventListener("htmx:configRequest", (event) => {
  event.detail.pressedAt = now();
});
// What is pressed after something that still waits, waits behind it.
document.addEventListener("htmx:beforeRequest", (event) => {
  const config = event.detail.requestConfig;
  if (!mayWait(config) || waiting().length === 0) return;
  event.preventDefault();
  if (config.elt.getAttribute("aria-disabled") === "true") return;
  put(config);
  void sendAll();
});
document.addEventListener("htmx:sendError", failed);
document.addEventListener("htmx:timeout", failed);
document.addEventListener("htmx:afterSettle", show);
document.addEventListener("kentongan:live", ({ detail }) => {
  if (detail.state === "on") void sendAll();
});
window.addEventListener("online", () => void sendAll());
setInterval(() => void sendAll(), AGAIN_MS);
show();
void sendAll();

// The crew's phone: a new task is felt, the screen stays on while there is one, and the place of the
// unit is told while it is out. Nothing here is needed to press a button.
import { csrfToken } from "../web/relogin.js";

const SEND_EVERY_MS = 15_000;
const MOVING = new Set(["ACKNOWLEDGED", "EN_ROUTE", "TRANSPORTING"]);
const sheet = document.getElementById("sheet");
let known = assignment();
let watch = null;
let sentAt = 0;
let lock = null;

function current() {
  return sheet.querySelector("[data-assignment]");
}

function assignment() {
  return current()?.dataset.assignment ?? "";
}

function changed() {
  const now = assignment();
  if (now && now !== known) {
    navigator.vibrate?.([400, 150, 400, 150, 800]);
    window.scrollTo(0, 0);
  }
  known = now;
  void stayAwake(Boolean(now));
  follow(MOVING.has(current()?.dataset.step));
}

async function stayAwake(wanted) {
  if (!navigator.wakeLock) return;
  try {
    if (wanted && (!lock || lock.released)) lock = await navigator.wakeLock.request("screen");
    if (!wanted && lock) {
      await lock.release();
      lock = null;
    }
  } catch {
    // The phone saves its battery: the page works without.
  }
}

// Asked for only while the unit is moving, and only where the browser lets a page ask (HTTPS).
function follow(wanted) {
  if (!navigator.geolocation || !window.isSecureContext) return;
  if (wanted && watch === null) watch = navigator.geolocation.watchPosition(send, () => {}, { enableHighAccuracy: true, maximumAge: 5000 });
  if (!wanted && watch !== null) {
    navigator.geolocation.clearWatch(watch);
    watch = null;
  }
}

function send({ coords }) {
  if (Date.now() - sentAt < SEND_EVERY_MS) return;
  sentAt = Date.now();
  const said = { lat: coords.latitude, lon: coords.longitude, accuracy_m: coords.accuracy, heading_deg: coords.heading, speed_kmh: coords.speed === null ? null : coords.speed * 3.6 };
  const body = new URLSearchParams(Object.entries(said).filter(([, value]) => value !== null && Number.isFinite(value)));
  // A position that is not sent is worth nothing a minute later: it is not kept.
  fetch(new URL("posisi", document.baseURI), { method: "POST", body, headers: { "X-CSRFToken": csrfToken() } }).catch(() => {});
}

// Where this phone is, asked for when the form is opened and only there.
function here({ target }) {
  const form = target.open && target.querySelector?.("form[data-here]");
  if (!form || !navigator.geolocation || !window.isSecureContext) return;
  navigator.geolocation.getCurrentPosition(({ coords }) => {
    form.elements.lat.value = coords.latitude;
    form.elements.lon.value = coords.longitude;
    form.elements.accuracy_m.value = coords.accuracy;
  }, () => {}, { enableHighAccuracy: true, maximumAge: 10_000, timeout: 20_000 });
}

// What has been sent is no draft any more: the form folds, and the next report begins empty.
function sent({ detail }) {
  const form = detail.elt.closest?.("#size-up form, #help form, #road form");
  if (!form || !detail.successful) return;
  form.reset();
  form.closest("details").open = false;
}

document.addEventListener("toggle", here, true);
document.addEventListener("htmx:afterRequest", sent);
document.addEventListener("htmx:afterSettle", changed);
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) void stayAwake(Boolean(assignment()));
});
changed();

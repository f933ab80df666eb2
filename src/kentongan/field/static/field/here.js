// Where this phone is: told while the unit is out, asked for when a form needs it.
//   form[data-here]          its fields lat, lon and accuracy_m are filled when it is opened
//   document "kentongan:here"  {latitude, longitude, accuracy}: heard just now
import { csrfToken } from "../web/relogin.js";

const SEND_EVERY_MS = 15_000;
const FRESH_MS = 60_000;
const AS_A_GPS_M = 100; // as the server takes it (field.views.acts)
const EARTH_M = 6_371_009;
let watch = null;
let sentAt = 0;
let last = null;

// A browser tells a page where it is only over HTTPS or on localhost.
const mayAsk = () => navigator.geolocation && window.isSecureContext;

// While anybody has a reason the place is watched, and told to the server.
const reasons = new Set();

export function follow(reason, wanted) {
  if (wanted) reasons.add(reason);
  else reasons.delete(reason);
  if (!mayAsk()) return;
  if (reasons.size && watch === null) watch = navigator.geolocation.watchPosition(heard, () => {}, { enableHighAccuracy: true, maximumAge: 5000 });
  if (!reasons.size && watch !== null) {
    navigator.geolocation.clearWatch(watch);
    watch = null;
  }
}

// Asked once, and put into a form's fields when it is known; an old place is taken out at once.
export function fillIn({ elements }) {
  const fields = ["lat", "lon", "accuracy_m"].map((name) => elements[name]);
  const put = (values) => fields.forEach((field, i) => { field.value = values[i]; });
  const fix = freshFix();
  put(fix ? [fix.latitude, fix.longitude, fix.accuracy] : ["", "", ""]);
  if (!mayAsk()) return;
  navigator.geolocation.getCurrentPosition((position) => {
    put([position.coords.latitude, position.coords.longitude, position.coords.accuracy]);
    note(position.coords);
  }, () => {}, { enableHighAccuracy: true, maximumAge: 10_000, timeout: 20_000 });
}

// The place of this minute, exact enough to say that the unit is there; null where there is none.
export function freshFix() {
  if (!last || Date.now() - last.heardAt > FRESH_MS || last.accuracy > AS_A_GPS_M) return null;
  return last;
}

// How far it is as a bird flies: within a city a sphere is exact enough.
export function metresTo(fix, lat, lon) {
  const [a, b, dLon] = [fix.latitude, lat, lon - fix.longitude].map((degrees) => (degrees * Math.PI) / 180);
  const h = Math.sin((b - a) / 2) ** 2 + Math.cos(a) * Math.cos(b) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_M * Math.asin(Math.sqrt(h));
}

function heard({ coords }) {
  note(coords);
  tell(coords);
}

function note({ latitude, longitude, accuracy }) {
  last = { latitude, longitude, accuracy, heardAt: Date.now() };
  draw();
  document.dispatchEvent(new CustomEvent("kentongan:here", { detail: last }));
}

// The phone on the sheet's map, which knows the edges of what it shows.
function draw() {
  const map = document.querySelector(".crew-map");
  const dot = map?.querySelector(".phone");
  if (!dot || !last) return;
  const { west, east, south, north } = Object.fromEntries(Object.entries(map.dataset).map(([name, value]) => [name, Number(value)]));
  const side = map.viewBox.baseVal.width;
  dot.setAttribute("cx", ((last.longitude - west) / (east - west)) * side);
  dot.setAttribute("cy", ((north - last.latitude) / (north - south)) * side);
  dot.removeAttribute("hidden");
}

function tell(coords) {
  if (Date.now() - sentAt < SEND_EVERY_MS) return;
  sentAt = Date.now();
  const said = { lat: coords.latitude, lon: coords.longitude, accuracy_m: coords.accuracy, heading_deg: coords.heading, speed_kmh: coords.speed === null ? null : coords.speed * 3.6 };
  const body = new URLSearchParams(Object.entries(said).filter(([, value]) => value !== null && Number.isFinite(value)));
  // A position that is not sent is worth nothing a minute later: it is not kept.
  fetch(new URL("posisi", document.baseURI), { method: "POST", body, headers: { "X-CSRFToken": csrfToken() } }).catch(() => {});
}

function opened({ target }) {
  const form = target.open && target.querySelector?.("form[data-here]");
  if (form) fillIn(form);
}

document.addEventListener("toggle", opened, true);
document.addEventListener("htmx:afterSettle", draw);

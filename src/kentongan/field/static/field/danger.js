// A crew that is threatened: the red bar held for 1.5 seconds sends at once; a tap opens the question
// and a second one sends, without this file as well. The outbox sends it before everything else.
import { fillIn, follow } from "./here.js";
import { criesUnheard } from "./outbox.js";
import "./talk.js";

const HOLD_MS = 1500;
const STRAYED_PX = 30; // a thumb that wanders off did not mean it

const part = () => document.getElementById("danger");
const form = () => document.getElementById("danger-form");
let held = null;
let justHeld = false;

function writeSms({ detail: { latitude, longitude } }) {
  for (const link of document.querySelectorAll("[data-sms]")) {
    const place = `${latitude.toFixed(5)},${longitude.toFixed(5)}`;
    link.href = `${link.href.split("?")[0]}?body=${encodeURIComponent(`${link.dataset.sms} ${place}`)}`;
  }
}

// ── the hold ─────────────────────────────────────────────────────────────────────────────────
function press(event) {
  const bar = event.target.closest?.("[data-hold]");
  if (!bar || event.button > 0) return;
  letGo();
  fillIn(form()); // never waited for: what is known when the hold is over goes along
  bar.classList.add("is-held");
  held = { bar, x: event.clientX, y: event.clientY, timer: setTimeout(send, HOLD_MS) };
}

function letGo() {
  if (!held) return;
  clearTimeout(held.timer);
  held.bar.classList.remove("is-held");
  held = null;
}

function strayed(event) {
  if (held && Math.hypot(event.clientX - held.x, event.clientY - held.y) > STRAYED_PX) letGo();
}

function send() {
  letGo();
  justHeld = true;
  navigator.vibrate?.([200, 100, 200]);
  form()?.requestSubmit();
}

// The finger that has held comes up as a click, which would open the question.
function clicked(event) {
  if (!justHeld || !event.target.closest?.("[data-hold]")) return;
  justHeld = false;
  event.preventDefault();
}

// ── what has become of it ────────────────────────────────────────────────────────────────────
function show() {
  const here = part();
  if (!here) return;
  const isUnheard = criesUnheard();
  here.querySelector("[data-danger-waiting]").hidden = !isUnheard;
  // While it lasts the desk sees where the crew is now, also of a unit that does not move.
  follow("danger", Boolean(here.dataset.danger) || isUnheard);
}

document.addEventListener("pointerdown", (event) => {
  justHeld = false;
  press(event);
});
for (const ended of ["pointerup", "pointercancel", "blur"]) document.addEventListener(ended, letGo);
document.addEventListener("pointermove", strayed);
document.addEventListener("click", clicked, true);
document.addEventListener("contextmenu", (event) => {
  if (event.target.closest?.("[data-hold]")) event.preventDefault(); // a long press opens no menu here
});
document.addEventListener("kentongan:here", writeSms);
document.addEventListener("kentongan:outbox", show);
document.addEventListener("htmx:afterSettle", show);
show();

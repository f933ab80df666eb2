// The crew's phone: a new task is felt, the screen stays on while there is one, and the place of the
// unit is told while it is out. Nothing here is needed to press a button.
import { hourMinute } from "../web/clock.js";
import { follow } from "./here.js";

const MOVING = new Set(["ACKNOWLEDGED", "EN_ROUTE", "TRANSPORTING"]);
const sheet = document.getElementById("sheet");
const kept = document.getElementById("kept");
let known = assignment();
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
  follow("task", MOVING.has(current()?.dataset.step));
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

// ── without a line: worker.js keeps this page and its newest sheet ───────────────────────────
const keptAt = document.documentElement.dataset.keptAt;

function sayKept() {
  if (!keptAt) return;
  kept.hidden = false;
  kept.querySelector("[data-text]").textContent = kept.dataset.words.replace("{time}", hourMinute(Number(keptAt)));
}

// All that this page has loaded is what it needs when it is opened again without a line.
async function keepPage() {
  const worker = (await navigator.serviceWorker.ready).active;
  const own = performance.getEntriesByType("resource").map(({ name }) => name);
  const urls = own.filter((name) => new URL(name).pathname.startsWith("/static/"));
  worker.postMessage({ type: "keep", urls, unit: sheet.dataset.unit });
}

function install() {
  if (!navigator.serviceWorker) return; // plain HTTP: only what is pressed is kept
  void navigator.serviceWorker.register(new URL("luring.js", document.baseURI), { scope: new URL("./", document.baseURI).pathname });
  // A page that came out of the store has nothing newer to keep.
  if (!keptAt) window.addEventListener("load", () => void keepPage());
  void navigator.storage?.persist?.();
}

document.addEventListener("htmx:afterSettle", changed);
document.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (detail.target === sheet) kept.hidden = true;
});
document.addEventListener("kentongan:live", ({ detail }) => {
  if (detail.state === "on" && !kept.hidden) document.body.dispatchEvent(new CustomEvent("crew-changed"));
});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) void stayAwake(Boolean(assignment()));
});
sayKept();
changed();
install();

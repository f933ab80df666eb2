// What was pressed and is still on its way counts on this page: the next buttons come at once, by what
// the server has said would follow each step, and the crew works on without a line. Should the server
// think otherwise, its next sheet says so.
import { metresTo } from "./here.js";
import { ofTask, QUIET_MS } from "./outbox.js";

const ONE_TAP_MS = 800;
let pressedAt = 0;

function show() {
  const thumb = document.getElementById("thumb");
  const task = document.getElementById("task");
  if (!thumb || !task) return;
  const pressed = ofTask(task.dataset.assignment).filter(({ step }) => step);
  const last = pressed.at(-1);
  if (last) pressedAt = last.pressedAt;
  // Not at once: a second tap of the same finger must not find the next step under it, whether the
  // server's sheet has brought it or this page; and with a line the server's is there before this one.
  const settles = pressedAt + (last ? QUIET_MS : ONE_TAP_MS) - Date.now();
  const isSettling = settles > 0;
  for (const button of thumb.querySelectorAll("[data-step]")) button.setAttribute("aria-disabled", String(isSettling));
  if (isSettling) setTimeout(show, settles + 20);
  if (last && !isSettling) follow(thumb, task, last);
  const why = thumb.querySelector("#why");
  if (why.hidden) why.open = false; // asked another time, it is one line again
}

function follow(thumb, task, { step, answers, body }) {
  thumb.querySelector("#proposed")?.setAttribute("hidden", "");
  const why = thumb.querySelector("#why");
  const owes = step === "on-scene" && !answers ? proofOf(task, new URLSearchParams(body)) : "NEAR";
  why.hidden = owes === "NEAR";
  for (const part of why.querySelectorAll("[data-proof]")) part.hidden = part.dataset.proof !== owes;
  const steps = thumb.querySelector("#steps");
  steps.hidden = !why.hidden;
  const then = step === "not-there" ? null : (steps.querySelector(`[data-step="${step}"]`)?.dataset.then ?? "").split(" ");
  offer(steps, then);
}

// Whether the place of the press bears it out, as the server will judge it (ArrivalProof).
function proofOf({ dataset }, said) {
  if (!dataset.withinM) return "NEAR"; // a place without a point asks nobody for a position
  if (!said.has("lat")) return "UNKNOWN";
  const fix = { latitude: Number(said.get("lat")), longitude: Number(said.get("lon")) };
  return metresTo(fix, Number(dataset.lat), Number(dataset.lon)) <= Number(dataset.withinM) ? "NEAR" : "FAR";
}

// `then`: the names that are offered; null: those of the server's last sheet.
function offer(steps, then) {
  let first = true;
  for (const button of steps.querySelectorAll("[data-step]")) {
    button.hidden = then ? !then.includes(button.dataset.step) : !("now" in button.dataset);
    if (button.hidden) continue;
    button.classList.toggle("primary", first);
    button.classList.toggle("small", !first);
    first = false;
  }
}

document.addEventListener("kentongan:outbox", show);
document.addEventListener("htmx:afterSettle", show);
show();

// Whatever the crew presses is kept in the phone before it is sent, and leaves it when the server has
// it: a press is never lost with a line, a battery or a closed page, and never done twice.
//   data-outbox         on a button or form: its POST goes through here
//   data-outbox-first   a cry for help: it waits behind nothing
//   data-step           the step of the task that it takes (ahead.js)
// Acts go in the order in which they were pressed, each with the hour of its press and a key of its
// own. Photos have a lane of their own: half a megabyte must not hold up a "Tiba". So has a cry, which is
// tried again sooner.
import { hourMinute, now } from "../web/clock.js";
import { newKey } from "../web/desk.js";
import { csrfToken } from "../web/relogin.js";
import { sentences, toast, toastFailure } from "../web/toast.js";
import { word } from "../web/words.js";
import { freshFix } from "./here.js";
import * as store from "./store.js";

const AGAIN_MS = { cry: 4000, act: 15_000, photo: 15_000 };
const PATIENCE_MS = { cry: 10_000, act: 30_000, photo: 300_000 };
export const QUIET_MS = 1500; // what is received by then needs no word
const LANES = Object.keys(AGAIN_MS);
const LATER = new Set([401, 408, 425, 429]); // no entry, or too much at once: not a refusal
const unit = document.getElementById("sheet").dataset.unit;
const banner = document.getElementById("outbox");
const tabs = new BroadcastChannel("kentongan-outbox");
const asking = new Set(); // lanes in which this tab waits for its turn
let acts = []; // as in the store; before it is read, as if nothing waited
let isRevoked = false;

export const ofTask = (assignment) => waiting().filter((act) => act.assignment === assignment);
export const criesUnheard = () => late().some(({ lane }) => lane === "cry");

function waiting() {
  return acts.filter((act) => act.unit === unit && !act.refused);
}

function late() {
  return waiting().filter((act) => Date.now() - act.pressedAt >= QUIET_MS);
}

// ── keeping ──────────────────────────────────────────────────────────────────────────────────
// The page's own token is sent beside it: one that was kept for an hour may be an old one.
function encoded(data) {
  const said = [...data.entries()].filter(([name]) => name !== "csrfmiddlewaretoken");
  return said.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join("&");
}

function labelOf(elt) {
  return (elt.matches("form") ? elt.querySelector("button:not([type=button])") : elt).textContent.trim().replace(/\s+/g, " ");
}

// Where it was pressed proves an arrival that is told an hour later.
function addFix(formData) {
  const fix = freshFix();
  if (!fix) return;
  formData.set("lat", fix.latitude);
  formData.set("lon", fix.longitude);
  formData.set("accuracy_m", fix.accuracy);
}

function press({ path, formData, elt }) {
  if (elt.dataset.step === "on-scene") addFix(formData);
  const task = document.getElementById("task");
  const lane = elt.matches("[data-outbox-first]") ? "cry" : "act";
  const step = elt.dataset.step ?? null;
  const answers = "answers" in elt.dataset;
  void keep({ lane, path, type: "application/x-www-form-urlencoded", body: encoded(formData), label: labelOf(elt), step, answers, assignment: task?.dataset.assignment ?? null });
  if (!elt.matches("form")) return;
  elt.reset();
  elt.closest("details")?.removeAttribute("open");
}

export async function keep(said) {
  const act = { unit, key: newKey(), at: new Date(now()).toISOString(), pressedAt: Date.now(), ...said };
  acts = [...acts, act]; // at once: a second press of the same button finds it waiting
  show();
  try {
    act.id = await store.add(act);
    await look();
    tabs.postMessage("changed");
    sendAll();
  } catch {
    await sendUnkept(act);
  }
}

// A phone that can keep nothing (its memory is full) still sends; only then a broken line loses it.
async function sendUnkept(act) {
  const outcome = await deliver(act);
  acts = acts.filter((other) => other !== act);
  show();
  if (outcome !== "sent") toast({ level: "bad", what: word("not-sent"), advice: banner.dataset.full });
}

// ── sending ──────────────────────────────────────────────────────────────────────────────────
// One tab at a time sends in a lane. On plain HTTP there are no locks between tabs: then two may send
// the same act, and the server, which knows its key, does it once.
const turns = new Map();

function inTurn(lane, work) {
  if (navigator.locks) return navigator.locks.request(`kentongan-outbox-${lane}`, work);
  const turn = (turns.get(lane) ?? Promise.resolve()).then(work);
  turns.set(lane, turn.catch(() => {}));
  return turn;
}

function sendAll() {
  for (const lane of LANES) void sendLane(lane);
}

async function sendLane(lane) {
  if (asking.has(lane)) return;
  asking.add(lane);
  try {
    await inTurn(lane, async () => {
      asking.delete(lane); // what is kept from now on asks for another turn
      let settled = 0;
      for (let act = await next(lane); act && (await settle(act)); act = await next(lane)) settled += 1;
      if (settled) document.body.dispatchEvent(new CustomEvent("crew-changed"));
    });
  } finally {
    asking.delete(lane);
  }
}

async function next(lane) {
  await look();
  return waiting().find((act) => act.lane === lane && act.id !== undefined);
}

// False: no line, or no entry; it waits with all that come after it.
async function settle(act) {
  const outcome = await deliver(act);
  if (outcome === "later") return false;
  if (outcome === "sent") await store.remove(act.id);
  else await store.put({ ...act, refused: outcome });
  await look();
  tabs.postMessage("changed");
  return true;
}

// "sent", "later", or the sentences of a refusal.
async function deliver({ lane, path, body, type, key, at }) {
  const headers = { "Content-Type": type, "HX-Request": "true", "Idempotency-Key": key, "X-CSRFToken": csrfToken(), "X-Occurred-At": at };
  let answer;
  try {
    answer = await fetch(path, { method: "POST", body, headers, signal: AbortSignal.timeout(PATIENCE_MS[lane]) });
    isRevoked = answer.status === 401;
    if (answer.ok) return "sent";
    if (LATER.has(answer.status) || answer.status >= 500) return "later";
    const told = { status: answer.status, type: answer.headers.get("Content-Type") ?? "", body: await answer.text() };
    if (told.body.includes("WEB-001")) return "later"; // the page is old, the act is not
    toastFailure(told);
    return sentences(told.status, told.type, told.body);
  } catch {
    return "later";
  }
}

// ── showing ──────────────────────────────────────────────────────────────────────────────────
async function look() {
  try {
    const kept = await store.all();
    acts = [...kept, ...acts.filter((act) => act.id === undefined)];
  } catch {
    // What cannot be read is sent as it is pressed.
  }
  show();
}

function row(act, words, action) {
  const item = document.createElement("li");
  const name = document.createElement("b");
  name.textContent = act.label;
  const more = document.createElement("span");
  more.textContent = `${hourMinute(Date.parse(act.at))} ${words}`;
  item.append(name, more, ...(action ? [action] : []));
  return item;
}

// The crew reads why something was refused for as long as it likes: it is not lost with a toast.
function refusedRow(act) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn small";
  button.textContent = banner.dataset.drop;
  button.addEventListener("click", async () => {
    await store.remove(act.id);
    await look();
    tabs.postMessage("changed");
  });
  return row(act, [banner.dataset.refused, act.refused.what, act.refused.advice].filter(Boolean).join(" "), button);
}

function show() {
  const mine = waiting();
  const unheard = late().length;
  const refused = acts.filter((act) => act.refused && act.unit === unit);
  const others = acts.filter((act) => act.unit !== unit);
  banner.hidden = unheard + refused.length + others.length === 0;
  const words = isRevoked ? banner.dataset.revoked : banner.dataset.words;
  banner.querySelector("[data-text]").textContent = unheard ? words.replace("{n}", mine.length) : banner.dataset.see;
  banner.querySelector("[data-list]").replaceChildren(
    ...mine.map((act) => row(act, "")), ...refused.map(refusedRow), ...others.map((act) => row(act, banner.dataset.other)),
  );
  if (mine.length > unheard) setTimeout(show, QUIET_MS + 50);
  document.dispatchEvent(new CustomEvent("kentongan:outbox"));
}

document.addEventListener("htmx:beforeRequest", (event) => {
  const config = event.detail.requestConfig;
  if (config?.verb !== "post" || !config.elt.matches("[data-outbox]")) return;
  event.preventDefault();
  if (config.elt.getAttribute("aria-disabled") !== "true") press(config);
});
document.addEventListener("kentongan:live", ({ detail }) => {
  if (detail.state === "on") sendAll();
});
tabs.addEventListener("message", () => void look());
window.addEventListener("online", sendAll);
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) sendAll();
});
for (const lane of LANES) {
  setInterval(() => {
    if (acts.some((act) => act.lane === lane)) void sendLane(lane);
  }, AGAIN_MS[lane]);
}
void look().then(sendAll);

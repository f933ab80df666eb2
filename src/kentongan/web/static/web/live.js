// The live stream: one per browser, shared by its tabs. The tab that holds the Web Lock reads
// /api/v1/live and tells the others; each tab keeps its own cursor, so a tab that takes over, a
// screen that was offline and a page rendered a moment ago all go on without missing an entry.
//
//   <div hx-get="…" hx-trigger="live" data-live="incidents. dispatch.ticket." hx-swap="morph">
//   data-live-subject="<uuid>"   only entries about that subject
//   document "kentongan:entry" {seq, kind, subject_kind, subject_id, region, org_id, at, data}
//   document "kentongan:live"  {state: "on" | "wait" | "off"};  "kentongan:reset": read all again
//
// fetch, not EventSource: every kind is its own event name, comments and refusals must be seen, and
// a resume must be able to name the cursor.
import { hourMinute } from "./clock.js";
import { whenLeader } from "./leader.js";
import { relogin } from "./relogin.js";
import { toast } from "./toast.js";
import { meta, word } from "./words.js";

const SILENT_MS = 16_000; // the server speaks every 15 s
const REMEMBERED = 1000;
const RETRY_MS = [500, 1000, 2000, 4000, 8000];
const JITTER_MS = [20, 120];

const url = meta("live");
const tab = Math.random().toString(36).slice(2);
const tabs = new BroadcastChannel(`kentongan-live:${url}`); // a crew's stream is not the desk's
const startedAt = meta("live-after");
let cursor = startedAt === "" ? null : Number(startedAt);
let knownSince = cursor; // `remembered` holds every entry for us after this one
let remembered = [];
let heardAt = Date.now();
let state = "";
let waiting = 0;
let leader = false;
let welcomed = false;
let connection = null;

// ── what a tab does with what it hears ───────────────────────────────────────────────────────
function heard() {
  heardAt = Date.now();
  show("on");
}

function moveTo(seq) {
  if (!Number.isFinite(seq)) return;
  knownSince ??= seq;
  cursor = Math.max(cursor ?? seq, seq);
}

function take(entry) {
  if (cursor !== null && entry.seq <= cursor) return;
  knownSince ??= entry.seq - 1;
  cursor = entry.seq;
  remembered.push(entry);
  if (remembered.length > REMEMBERED) knownSince = remembered.shift().seq;
  document.dispatchEvent(new CustomEvent("kentongan:entry", { detail: entry }));
  for (const element of document.querySelectorAll("[data-live]")) if (wants(element, entry)) refresh(element);
}

function wants(element, entry) {
  const subject = element.dataset.liveSubject;
  if (subject && subject !== entry.subject_id) return false;
  return element.dataset.live.split(/\s+/).some((prefix) => prefix && entry.kind.startsWith(prefix));
}

const due = new WeakSet();

// Jittered, so a thousand screens do not ask in the same millisecond; at most one waits.
function refresh(element) {
  if (due.has(element)) return;
  due.add(element);
  setTimeout(() => {
    due.delete(element);
    if (element.isConnected) window.htmx.trigger(element, "live");
  }, JITTER_MS[0] + Math.random() * (JITTER_MS[1] - JITTER_MS[0]));
}

function resetTo(seq) {
  cursor = knownSince = seq ?? cursor;
  remembered = [];
  document.dispatchEvent(new CustomEvent("kentongan:reset"));
  document.querySelectorAll("[data-live]").forEach(refresh);
}

function isTyping() {
  const fields = [...document.querySelectorAll("main :is(input,textarea)")];
  return fields.some((e) => e.type !== "hidden" && e.value !== e.defaultValue);
}

function farewell(reason) {
  if (reason === "session-ended") void relogin();
  if (reason !== "rights-changed") return;
  if (!isTyping()) return location.reload();
  toast({ level: "warn", what: word("rights"), action: { label: word("reload"), run: () => location.reload() } });
}

const DOES = {
  beat: ({ seq }) => moveTo(seq),
  entry: ({ entry }) => take(entry),
  reset: ({ seq }) => resetTo(seq),
  bye: ({ reason }) => farewell(reason),
};

function act(message) {
  if (message.type === "wait") return show("wait");
  if (message.type === "refused") return void relogin();
  DOES[message.type]?.(message);
  heard();
}

function tell(message) {
  tabs.postMessage(message);
  act(message);
}

// A tab that has just come says where its page stands; the leader repeats what it missed. Until
// then it takes nothing, or a newer entry would move its cursor over the ones still missing.
function welcome({ from, after }) {
  const start = after ?? cursor;
  const known = start === null || (knownSince !== null && start >= knownSince);
  const entries = known ? remembered.filter((entry) => entry.seq > start) : [];
  tabs.postMessage({ type: "welcome", to: from, entries, seq: cursor, reset: !known, state });
}

function enter(message) {
  if (message.to !== tab || welcomed) return;
  welcomed = true;
  if (message.reset) resetTo(message.seq);
  message.entries.forEach(take);
  moveTo(message.seq);
  if (message.state === "on") heard();
}

function hello() {
  welcomed = false;
  tabs.postMessage({ type: "hello", from: tab, after: cursor });
}

tabs.addEventListener("message", ({ data }) => {
  if (data.type === "hello") return leader ? welcome(data) : undefined;
  if (data.type === "leader") return leader ? undefined : hello();
  if (data.type === "welcome") return enter(data);
  if (welcomed) act(data);
});

// ── the badge ────────────────────────────────────────────────────────────────────────────────
const CLASSES = { on: "is-ok", wait: "is-warn", off: "is-bad" };

function show(next) {
  if (next !== "wait") clearTimeout(waiting);
  if (next === state || (next === "wait" && state === "off")) return;
  if (next === "wait" && state === "on") {
    // A line that is back within two seconds is not worth a change of colour.
    clearTimeout(waiting);
    waiting = setTimeout(() => { state = ""; show("wait"); }, 2000);
    return;
  }
  state = next;
  const since = hourMinute(heardAt);
  const badge = document.getElementById("live-badge");
  if (badge) {
    badge.classList.remove(...Object.values(CLASSES));
    badge.classList.add(CLASSES[next]);
    badge.querySelector("use").setAttribute("href", `${meta("icons")}#${next === "off" ? "offline" : next === "on" ? "online" : "refresh"}`);
    badge.querySelector("[data-text]").textContent =
      next === "on" ? word("online") : next === "wait" ? word("waiting") : word("offline", { time: since });
  }
  const banner = document.getElementById("live-banner");
  if (banner) {
    banner.hidden = next !== "off";
    banner.querySelector("[data-text]").textContent = next === "off" ? word("offline-long", { time: since }) : "";
  }
  document.body.dataset.live = next;
  document.dispatchEvent(new CustomEvent("kentongan:live", { detail: { state: next } }));
}

setInterval(() => {
  if (Date.now() - heardAt <= SILENT_MS) return;
  show("off");
  if (leader && connection && Date.now() - connection.heardAt > SILENT_MS) connection.abort.abort();
}, 500);

// ── the stream, in the leading tab ───────────────────────────────────────────────────────────
async function* events(body) {
  let rest = "";
  for (const reader = body.pipeThrough(new TextDecoderStream()).getReader(); ; ) {
    const { value, done } = await reader.read();
    if (done) return;
    if (connection) connection.heardAt = Date.now();
    rest += value;
    const blocks = rest.split("\n\n");
    rest = blocks.pop();
    for (const block of blocks) yield parsed(block);
  }
}

function parsed(block) {
  const event = { name: "", data: "", id: null };
  for (const line of block.split("\n")) {
    if (line.startsWith("event: ")) event.name = line.slice(7);
    else if (line.startsWith("data: ")) event.data += line.slice(6);
    else if (line.startsWith("id: ")) event.id = Number(line.slice(4));
  }
  return event;
}

function dispatch({ name, data, id }) {
  if (!data) return tell({ type: "beat" });
  const content = JSON.parse(data);
  // The beat moves the cursor over entries that were not for us.
  if (name === "beat" || name === "reset") tell({ type: name, seq: content.seq ?? id });
  else if (name === "bye") tell({ type: "bye", reason: content.reason });
  else tell({ type: "entry", entry: { ...content, seq: content.seq ?? id, kind: content.kind ?? name } });
}

// Answers why it ended: "refused" (not signed in) or "broken".
async function listen(signal) {
  const abort = new AbortController();
  signal.addEventListener("abort", () => abort.abort(), { once: true });
  connection = { abort, heardAt: Date.now() };
  const headers = { Accept: "text/event-stream" };
  if (cursor !== null) headers["Last-Event-ID"] = String(cursor);
  try {
    const answer = await fetch(cursor === null ? url : `${url}?after=${cursor}`, { headers, signal: abort.signal, cache: "no-store" });
    if (answer.status === 401 || answer.status === 403) return "refused";
    if (!answer.ok || !answer.body) return "broken";
    for await (const event of events(answer.body)) dispatch(event);
  } catch {
    // The line broke; the watch above says so when it lasts.
  } finally {
    connection = null;
  }
  return "broken";
}

const pause = (ms) => new Promise((resolve) => {
  const timer = setTimeout(resolve, ms);
  window.addEventListener("online", () => { clearTimeout(timer); resolve(); }, { once: true });
});

async function lead(signal) {
  leader = welcomed = true;
  tabs.postMessage({ type: "leader" });
  for (let tries = 0; !signal.aborted; tries += 1) {
    const before = heardAt;
    const why = await listen(signal);
    if (signal.aborted) break;
    if (heardAt > before) tries = 0;
    tell({ type: why === "refused" ? "refused" : "wait" });
    if (why === "refused") await relogin();
    else await pause(RETRY_MS[Math.min(tries, RETRY_MS.length - 1)] * (0.75 + Math.random() / 2));
  }
  leader = false;
  hello();
}

if (url) {
  show("wait");
  hello();
  window.addEventListener("offline", () => connection?.abort.abort());
  whenLeader(lead, url);
}

// Four sounds, made here and loaded from nowhere; loud as this computer's user has set them.
//   <meta name="sounds" content="calls.call.received=ring dispatch.ticket.forwarded=ticket …">
//   <meta name="sounds-once-in-s" content="300">  the same sound about the same incident
//   <input type="range" data-loudness="ring">     how loud, 0 to 100; kept in this browser
//   <button data-try-sound="ring">                makes it
//   <a data-ringing data-ring-every-s="4">        while this is on the page, the ring is made again and again
//   <div data-ringing="danger" …>                 the same with another sound; it goes before every other
//   [data-sound-state]                            "off" until the page was touched, "muted" where one is at 0;
//                                                 <span data-sound-words data-off="…" data-muted="…"> says so
//
// A browser makes no sound before somebody has pressed something on the page. Tabs of one browser
// share what has sounded, so two open desks ring once. The ring follows what the page shows and no
// entry: a call that came while the line was cut, or before the page was there, rings as any other.
import { now } from "./clock.js";
import { meta } from "./words.js";

const LOUDNESS = "kentongan:loudness";
const SOUNDED = "kentongan:sounded";
const USUAL = 60;
const RUNG = "kentongan:rung";
const UNTOUCHED_WAITS_MS = 300;
const UNTOUCHED_RINGS_MS = 700; // longer than a touched tab takes to look
const LOOK_EVERY_MS = 500;
const REPEATED = new Set(["ring", "danger"]); // as long as the page shows what they are about
const GATHERED_MS = 200; // what a screen catches up with after a break is one sound, not twenty
const MOST_URGENT = ["alarm", "ticket"];

// Seconds after the beginning, hertz, and how long.
const TONES = {
  ring: [[0, 880, 0.12], [0.16, 988, 0.12], [0.6, 880, 0.12], [0.76, 988, 0.12]],
  ticket: [[0, 523, 0.14], [0.18, 784, 0.3]],
  danger: [[0, 1175, 0.12], [0.16, 880, 0.12], [0.32, 1175, 0.12], [0.48, 880, 0.12], [0.64, 1175, 0.12], [0.8, 880, 0.2]],
  alarm: [[0, 440, 0.28], [0.34, 330, 0.28], [0.68, 440, 0.28], [1.02, 330, 0.5]],
};

const sounds = new Map(meta("sounds").split(" ").filter(Boolean).map((pair) => pair.split("=")));
const onceInMs = Number(meta("sounds-once-in-s")) * 1000;
const playing = new Set();
let audio = null;

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name)) ?? {};
  } catch {
    return {};
  }
}

function keep(name, value) {
  try {
    localStorage.setItem(name, JSON.stringify(value));
  } catch {
    // a full or a closed store: it sounds as usual
  }
}

// Where a slider has a least, nothing kept before it counts as less: a ring at a desk is never off.
function loudnessOf(sound) {
  const least = Number(document.querySelector(`[data-loudness="${sound}"]`)?.min ?? 0);
  return Math.max(least, read(LOUDNESS)[sound] ?? USUAL);
}

function tone(at, hertz, seconds, loudness) {
  const source = audio.createOscillator();
  const gain = audio.createGain();
  source.type = "triangle";
  source.frequency.value = hertz;
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(loudness / 100, at + 0.02); // no click
  gain.gain.setValueAtTime(loudness / 100, at + seconds - 0.04);
  gain.gain.linearRampToValueAtTime(0, at + seconds);
  source.connect(gain).connect(audio.destination);
  source.start(at);
  source.stop(at + seconds);
  return source;
}

function make(sound) {
  document.dispatchEvent(new CustomEvent("kentongan:sound", { detail: { sound } }));
  const loudness = loudnessOf(sound);
  if (!loudness || audio?.state !== "running") return;
  for (const [after, hertz, seconds] of TONES[sound]) {
    const source = tone(audio.currentTime + after, hertz, seconds, loudness);
    if (!REPEATED.has(sound)) continue;
    playing.add(source);
    source.addEventListener("ended", () => playing.delete(source));
  }
}

// Whether it is due: not about what has just sounded here, in whichever tab.
function isDue(sound, subject, at) {
  const sounded = Object.fromEntries(Object.entries(read(SOUNDED)).filter(([, when]) => at - when < onceInMs));
  const key = `${sound} ${subject}`;
  if (key in sounded) return false;
  keep(SOUNDED, { ...sounded, [key]: at });
  return true;
}

// Tabs hear an entry in the same millisecond: they take turns, and the second finds it sounded. On
// plain HTTP there are no locks, and two tabs may sound together.
function inTurn(run) {
  return navigator.locks ? navigator.locks.request("kentongan-sound", run) : run();
}

// A tab that was never touched cannot sound: it lets the others go first.
const patience = () => (audio?.state === "running" ? 0 : UNTOUCHED_WAITS_MS);

let heard = [];

function hear({ kind, subject_id: subject, data }) {
  const sound = sounds.get(kind);
  if (!sound || REPEATED.has(sound)) return;
  if (!heard.length) setTimeout(soundOnce, GATHERED_MS + patience());
  heard.push([sound, data?.incident_id ?? subject]);
}

function soundOnce() {
  const gathered = heard;
  heard = [];
  void inTurn(() => {
    const due = gathered.filter(([sound, about]) => isDue(sound, about, now())).map(([sound]) => sound);
    const loudest = MOST_URGENT.find((sound) => due.includes(sound));
    if (loudest) make(loudest);
  });
}

// ── the ring ─────────────────────────────────────────────────────────────────────────────────
let ringsSince = 0;
let rungAt = 0;

function ring() {
  const waits = document.querySelector('[data-ringing="danger"]') ?? document.querySelector("[data-ringing]");
  if (!waits) return hush();
  const sound = waits.dataset.ringing || "ring";
  ringsSince ||= Date.now();
  const everyMs = Number(waits.dataset.ringEveryS) * 1000;
  const isPatient = audio?.state === "running" || Date.now() - ringsSince > UNTOUCHED_RINGS_MS;
  if (!isPatient || !isRingDue(everyMs)) return undefined;
  return inTurn(() => {
    if (!isRingDue(everyMs)) return;
    rungAt = Date.now();
    keep(RUNG, { at: rungAt });
    make(sound);
  });
}

// In whichever tab it was made last; where the store is closed, in this one.
function isRingDue(everyMs) {
  const last = Math.max(read(RUNG).at ?? 0, rungAt);
  const waitsFor = audio?.state === "running" ? everyMs : everyMs + UNTOUCHED_RINGS_MS;
  return Math.abs(Date.now() - last) >= waitsFor;
}

function hush() {
  if (!ringsSince) return;
  ringsSince = 0;
  for (const source of playing) source.stop();
  playing.clear();
}

function stateNow() {
  const isMuted = [...document.querySelectorAll("[data-loudness]")].some((field) => !loudnessOf(field.dataset.loudness));
  if (isMuted) return "muted";
  return audio?.state === "running" ? "on" : "off";
}

function show() {
  const state = stateNow();
  for (const element of document.querySelectorAll("[data-sound-state]")) element.dataset.soundState = state;
  for (const words of document.querySelectorAll("[data-sound-words]")) words.textContent = words.dataset[state] ?? "";
  for (const field of document.querySelectorAll("[data-loudness]")) field.value = loudnessOf(field.dataset.loudness);
}

// Words that go while a finger is down move the button from under it: the press would be lost.
let isPressed = false;

async function wake({ type } = {}) {
  isPressed = type === "pointerdown";
  audio ??= new AudioContext();
  if (audio.state !== "running") await audio.resume();
  if (!isPressed) show();
}

function letGo() {
  isPressed = false;
  setTimeout(show);
}

if (sounds.size) {
  for (const touched of ["pointerdown", "keydown"]) document.addEventListener(touched, wake, { capture: true });
  for (const ended of ["pointerup", "pointercancel"]) document.addEventListener(ended, letGo, { capture: true });
  document.addEventListener("kentongan:entry", (event) => hear(event.detail));
  document.addEventListener("input", ({ target }) => {
    if (!target.matches?.("[data-loudness]")) return;
    keep(LOUDNESS, { ...read(LOUDNESS), [target.dataset.loudness]: Number(target.value) });
    show();
  });
  document.addEventListener("click", async ({ target }) => {
    const button = target.closest?.("[data-try-sound]");
    if (!button) return;
    await wake();
    make(button.dataset.trySound);
  });
  setInterval(ring, LOOK_EVERY_MS);
  document.addEventListener("htmx:afterSettle", ring); // answered: it stops at once
  show();
}

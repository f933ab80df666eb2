// The card beside a call.
//   [data-digit="1"]          pressed by that digit while the focus is in the card
//   [data-first]              where the hands are after the card has changed
//   [data-leave]              pressed by Esc in the card
//   [data-metronome="110"]    beats so often a minute: seen at once, heard after data-beat-sound
//   [data-take-priority="P1"] puts the priority into the call's form, and with [data-take-asked="A B"]
//                             what is to come; the operator sees it there
const SOUND = "kentongan:beat-sound";
const AHEAD_MS = 60;
const LOOK_EVERY_MS = 20;
const box = () => document.getElementById("guidance");

// ── keys ─────────────────────────────────────────────────────────────────────────────────────
function onKey(event) {
  const inside = event.target.closest?.("#guidance");
  if (!inside || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  if (event.target.matches("select")) return;
  const wanted = event.key === "Escape" ? "[data-leave]" : /^\d$/.test(event.key) ? `[data-digit="${event.key}"]` : null;
  const button = wanted && inside.querySelector(wanted);
  if (!button) return;
  event.preventDefault();
  button.click();
}

// A title takes the key that opens the card; the hands go on to what is pressed first.
function enter() {
  (box()?.querySelector("[data-first]") ?? box()?.querySelector("[data-guidance-start]"))?.focus();
}

let held = false;

document.addEventListener("keydown", onKey, true);
document.addEventListener("click", ({ target }) => {
  if (target.closest?.("[data-guidance-start]")) enter();
  const take = target.closest?.("[data-take-priority]");
  if (take) takeProposal(take.dataset.takePriority, take.dataset.takeAsked);
  if (target.closest?.("[data-beat-sound]")) toggleSound();
});
document.addEventListener("focusin", ({ target }) => {
  held = Boolean(target.closest?.("#guidance"));
});

function takeProposal(code, asked) {
  const field = document.getElementById("priority");
  if (!field) return;
  field.value = code;
  for (const capability of asked?.split(" ").filter(Boolean) ?? []) {
    if (field.form?.querySelector(`[name=asked_for][value="${CSS.escape(capability)}"]`)) continue;
    field.form?.append(Object.assign(document.createElement("input"), { type: "hidden", name: "asked_for", value: capability }));
  }
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.form?.dispatchEvent(new Event("change", { bubbles: true }));
}

// ── the metronome ────────────────────────────────────────────────────────────────────────────
let audio = null;
let timer = null;
let next = 0;

function sounds() {
  return sessionStorage.getItem(SOUND) === "on";
}

function toggleSound() {
  sessionStorage.setItem(SOUND, sounds() ? "off" : "on");
  show();
  if (sounds()) wake();
  if (held) enter(); // the key of the beat leaves Enter to the step
}

function wake() {
  audio ??= "AudioContext" in window ? new AudioContext() : null;
  audio?.resume?.();
}

function show() {
  box()?.querySelector("[data-beat-sound]")?.setAttribute("aria-pressed", String(sounds()));
}

function click(inMs) {
  if (!sounds()) return;
  wake();
  if (audio?.state !== "running") return;
  const at = audio.currentTime + Math.max(0, inMs) / 1000;
  const [source, gain] = [audio.createOscillator(), audio.createGain()];
  source.frequency.value = 1000;
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(0.5, at + 0.005);
  gain.gain.linearRampToValueAtTime(0, at + 0.06);
  source.connect(gain).connect(audio.destination);
  source.start(at);
  source.stop(at + 0.07);
}

function beat() {
  const shown = box()?.querySelector("[data-metronome]");
  if (!shown) return stop();
  const every = 60_000 / Number(shown.dataset.metronome);
  const left = next - performance.now();
  if (left > AHEAD_MS) return;
  // A tab that slept does not catch up: compressions are not hurried.
  next = left < -every ? performance.now() + every : next + every;
  click(left);
  setTimeout(() => flash(shown), Math.max(0, left));
}

function flash(shown) {
  shown.dataset.beats = String(Number(shown.dataset.beats ?? 0) + 1);
  const dot = shown.querySelector(".beat");
  dot?.toggleAttribute("data-on");
  setTimeout(() => dot?.removeAttribute("data-on"), 120);
}

function stop() {
  clearInterval(timer);
  timer = null;
}

function follow() {
  show();
  if (!box()?.querySelector("[data-metronome]")) return stop();
  if (timer) return;
  next = performance.now();
  timer = setInterval(beat, LOOK_EVERY_MS);
}

document.addEventListener("htmx:afterSettle", ({ target }) => {
  if (target.id !== "guidance") return;
  follow();
  if (held) enter();
});

// Clocks that count on the screen; the server's time decides, not the PC's.
//   <time class="clock" data-clock-from="ISO" data-target-s="60" data-alarm-s="90">   counts up
//   <time class="clock" data-due="ISO" data-warn-s="60">                              counts down
//   <time class="fresh" data-ago="ISO" data-stale-s="600">                            "14 menit yang lalu"
// Add data-until="ISO" to stop a clock where its step was done.
import { icon, meta, word } from "./words.js";

const STATE_ICON = { "is-ok": "clock", "is-warn": "warning", "is-bad": "late", "": "clock" };
const ZONES = { WIB: "Asia/Jakarta", WITA: "Asia/Makassar", WIT: "Asia/Jayapura" };

// A page takes a moment to arrive: only a PC clock that is clearly wrong is corrected.
const drift = Number(meta("server-now")) * 1000 - performance.timeOrigin;
let offset = meta("server-now") && Math.abs(drift) > 5000 ? drift : 0;

export function now() {
  return Date.now() + offset;
}

export function setServerTime(milliseconds) {
  const found = milliseconds - Date.now();
  if (Math.abs(found - offset) > 1500) offset = found;
}

const two = (n) => String(n).padStart(2, "0");

export function span(seconds) {
  const s = Math.max(0, Math.floor(seconds));
  if (s >= 86400) return `${Math.floor(s / 86400)} ${word("day")} ${Math.floor((s % 86400) / 3600)} ${word("hour")}`;
  if (s >= 3600) return `${Math.floor(s / 3600)}:${two(Math.floor((s % 3600) / 60))}:${two(s % 60)}`;
  return `${Math.floor(s / 60)}:${two(s % 60)}`;
}

export function hourMinute(at = now()) {
  return wall(new Date(at)).slice(0, 5);
}

export function hourMinuteSecond(at = now()) {
  return wall(new Date(at));
}

const wallElement = document.querySelector("[data-wall-clock]");
const zone = wallElement?.dataset.zone || ZONES[wallElement?.dataset.zoneLabel] || "Asia/Jakarta";
const zoneLabel = wallElement?.dataset.zoneLabel || shortName(zone);
const format = zoneFormat(zone);

function shortName(timeZone) {
  const known = Object.entries(ZONES).find(([, name]) => name === timeZone);
  if (known) return known[0];
  const parts = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "short" }).formatToParts();
  return parts.find((part) => part.type === "timeZoneName").value;
}

function zoneFormat(timeZone) {
  const shape = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" };
  try {
    return new Intl.DateTimeFormat("en-GB", { ...shape, timeZone });
  } catch {
    return new Intl.DateTimeFormat("en-GB", shape);
  }
}

function wall(date) {
  return format.format(date).replaceAll(":", ".");
}

function counted(element) {
  const { clockFrom, due, until, targetS, alarmS, warnS } = element.dataset;
  const at = until ? Date.parse(until) : now();
  if (due) {
    const left = Math.ceil((Date.parse(due) - at) / 1000);
    if (left < 0) return ["is-bad", span(-left), word("late")];
    return [left <= Number(warnS ?? 60) ? "is-warn" : "is-ok", span(left), word("left")];
  }
  const run = (at - Date.parse(clockFrom)) / 1000;
  if (alarmS && run >= Number(alarmS)) return ["is-bad", span(run), word("late")];
  if (targetS && run >= Number(targetS)) return [alarmS ? "is-warn" : "is-bad", span(run), word("past-target")];
  return targetS || alarmS ? ["is-ok", span(run), word("in-target")] : ["", span(run), ""];
}

function ago(element) {
  const age = Math.max(0, (now() - Date.parse(element.dataset.ago)) / 1000);
  const stale = Number(element.dataset.staleS ?? Infinity);
  const state = age >= 2 * stale ? "is-bad" : age >= stale ? "is-warn" : "";
  const steps = [[86400, "ago-d"], [3600, "ago-h"], [60, "ago-m"]];
  for (const [unit, name] of steps) if (age >= unit) return [state, word(name, { n: Math.floor(age / unit) }), ""];
  return [state, age < 10 ? word("ago-now") : word("ago-s", { n: 10 * Math.floor(age / 10) }), ""];
}

function paint(element, [state, text, note]) {
  if (!element.firstElementChild?.matches?.(".icon") || element.dataset.state !== state) {
    element.replaceChildren(icon(STATE_ICON[state]), document.createElement("span"), document.createElement("small"));
    element.classList.remove("is-ok", "is-warn", "is-bad");
    if (state) element.classList.add(state);
    element.dataset.state = state;
  }
  const [, figure, words] = element.children;
  if (figure.textContent !== text) figure.textContent = text;
  if (words.textContent !== note) words.textContent = note;
}

export function tick() {
  for (const element of document.querySelectorAll("[data-clock-from],[data-due]")) {
    if (element.dataset.clockFrom || element.dataset.due) paint(element, counted(element));
  }
  for (const element of document.querySelectorAll("[data-ago]")) if (element.dataset.ago) paint(element, ago(element));
  if (!wallElement) return;
  const small = document.createElement("small");
  small.textContent = ` ${zoneLabel}`;
  wallElement.replaceChildren(wall(new Date(now())), small);
}

tick();
setInterval(tick, 1000);
document.addEventListener("htmx:afterSwap", tick);
document.addEventListener("htmx:oobAfterSwap", tick);

// The desks: picks of the incident form, rows of the ticket board, J and K, lists that follow one
// incident. Everything else is in web/*.js.
//   data-row                     a link that J and K walk through
//   data-entry-incident="uuid"   read again when an entry speaks of this incident
//   data-clear                   a form that is emptied once the server has taken it
//   data-keep-once               what was revealed here stays, whatever is refreshed around it
const $ = (selector) => document.querySelector(selector);
const POSITIONED = new Set(["EXACT", "AREA_ESTIMATE"]);

// ── the incident form ────────────────────────────────────────────────────────────────────────
function set(id, value) {
  const field = document.getElementById(id);
  if (!field) return;
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function quality() {
  return $('input[name="quality"]:checked')?.value ?? "UNKNOWN";
}

function setQuality(code) {
  const choice = $(`input[name="quality"][value="${code}"]`);
  if (choice) choice.checked = true;
}

function changed(field) {
  field.form?.dispatchEvent(new Event("change", { bubbles: true }));
}

function fill(id, value) {
  const field = document.getElementById(id);
  if (field && !field.value) set(id, value);
}

// A dusun or a road is an area: it gets a name, never a point. Another landmark is near the scene,
// not the scene: an estimate with a radius.
function pick(button) {
  const { pick: kind, name, region, regionLabel, level, lat, lon } = button.dataset;
  if (kind === "region" || !$("#region")?.value || kind === "HAMLET") {
    set("region", region);
    set("region_label", regionLabel);
  }
  if (kind === "HAMLET") set("hamlet", name);
  else if (kind === "STREET") fill("address", name);
  else if (kind !== "region") fill("landmark", name);
  if (lat) {
    set("coordinates", `${lat}, ${lon}`);
    set("accuracy_m", "300");
    set("source", "LANDMARK");
    setQuality("AREA_ESTIMATE");
  } else if (!POSITIONED.has(quality())) setQuality(level === "4" ? "VILLAGE_ONLY" : "DISTRICT_ONLY");
  for (const other of document.querySelectorAll("#places .pick")) other.setAttribute("aria-pressed", String(other === button));
  changed($("#region"));
  ["hamlet", "landmark"].map((id) => document.getElementById(id)).find((field) => field?.checkVisibility())?.focus();
}

// Down and up walk through what was found, Enter picks; Enter in the box picks only a name that is
// nobody else's, and never sends the form.
function walkPlaces(event) {
  const box = event.target;
  const picks = [...document.querySelectorAll("#places .pick")];
  const at = picks.indexOf(box);
  if (box.id !== "place-q" && at < 0) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const next = at + (event.key === "ArrowDown" ? 1 : -1);
    (picks[next] ?? (next < 0 ? $("#place-q") : box)).focus();
  } else if (event.key === "Enter" && at < 0) {
    const settled = picks.find((each) => "settled" in each.dataset);
    if (settled) settled.click();
    else picks[0]?.focus();
  } else return;
  event.preventDefault();
}

function typedCoordinates(field) {
  if (!/-?\d+[.,]\d+.*-?\d+[.,]\d+/.test(field.value) || POSITIONED.has(quality())) return;
  setQuality("AREA_ESTIMATE");
  const radius = document.getElementById("accuracy_m");
  if (radius && !radius.value) set("accuracy_m", "100");
}

function merge(button) {
  const form = document.getElementById("intake");
  const url = document.getElementById("preview").dataset.linkUrl;
  const values = Object.fromEntries(new FormData(form));
  for (const box of button.closest(".candidate").querySelectorAll("input:checked")) values[box.name] = box.value;
  window.htmx.ajax("POST", url, { source: form, values: { ...values, into: button.dataset.merge }, swap: "none" });
}

// None of those shown is the same: they are not shown again, others still are.
function tellApart(button) {
  const said = document.getElementById("not_same");
  set("not_same", `${said.value} ${button.dataset.notSame}`.trim());
  changed(said);
  $("#intake .form-end .primary")?.focus();
}

// A caller's telephone said it: its circle goes into the form as wide as it is.
function useCircle(button) {
  const { lat, lon, radius } = button.closest("[data-circle]").dataset;
  set("coordinates", `${lat}, ${lon}`);
  set("accuracy_m", radius);
  set("source", button.dataset.source);
  setQuality(button.dataset.fix);
  changed($("#coordinates"));
  document.dispatchEvent(new Event("kentongan:placed"));
}

document.addEventListener("keydown", walkPlaces);
document.addEventListener("click", (event) => {
  const place = event.target.closest?.("[data-pick]");
  if (place) pick(place);
  const circle = event.target.closest?.("[data-fix]");
  if (circle) useCircle(circle);
  const same = event.target.closest?.("[data-merge]");
  if (same) merge(same);
  const other = event.target.closest?.("[data-not-same]");
  if (other) tellApart(other);
});
document.addEventListener("input", (event) => {
  if (event.target.id === "coordinates" && event.isTrusted) typedCoordinates(event.target);
});
// Once it has a kind it is an emergency: the keys that dispose of a call step back, and none of them
// is pressed by a slip. Alt+I brings them again.
function foldDisposals() {
  const keys = $("details.disposals");
  if (keys && $("#intake #category")?.value) keys.open = false;
}

document.addEventListener("change", ({ target }) => {
  if (target.id === "category") foldDisposals();
});
document.addEventListener("kentongan:draft-restored", foldDisposals);
document.addEventListener("kentongan:draft-restored", () => window.htmx.trigger(document.body, "preview"));
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("form[data-clear]");
  if (form && event.detail.successful) form.reset();
});

// ── the ticket board ─────────────────────────────────────────────────────────────────────────
function count(lane) {
  const badge = lane.closest(".panel")?.querySelector("[data-lane-count]");
  if (badge) badge.textContent = lane.children.length;
}

// A row stands in its lane, the most overdue on top.
function place(row) {
  const from = row.parentElement;
  if (!from?.dataset.lane) return;
  const lane = $(`tbody[data-lane="${row.dataset.in}"]`);
  if (row.hasAttribute("data-ended") || !lane) row.remove();
  else {
    const focused = row.contains(document.activeElement) ? document.activeElement : null;
    const next = [...lane.children].find((other) => other !== row && other.dataset.order > row.dataset.order);
    if (row.nextElementSibling !== (next ?? null) || from !== lane) lane.insertBefore(row, next ?? null);
    focused?.focus();
  }
  count(from);
  if (lane) count(lane);
}

const asked = new Set();

function refreshRow(id) {
  if (asked.has(id)) return;
  asked.add(id);
  setTimeout(async () => {
    asked.delete(id);
    const old = document.getElementById(`t-${id}`);
    if (!old?.closest("#board")) return;
    const version = old.dataset.version;
    await window.htmx.ajax("GET", `/tiket/baris/${id}`, { target: old, swap: "outerHTML" });
    const fresh = document.getElementById(`t-${id}`);
    if (!fresh) return;
    if (fresh.dataset.version !== version) {
      fresh.setAttribute("data-new", "");
      setTimeout(() => fresh.removeAttribute("data-new"), 5000);
    }
    place(fresh);
    mark();
  }, 20 + Math.random() * 80);
}

function follow({ kind, subject_id: subject, data }) {
  if (data?.ticket_id) refreshRow(data.ticket_id);
  const incident = data?.incident_id;
  if (!incident) return;
  if (kind.startsWith("incidents.")) {
    for (const row of document.querySelectorAll(`#board [data-incident="${incident}"]`)) refreshRow(row.dataset.ticket);
  }
  soon(document.querySelectorAll(`[data-entry-incident="${incident}"]`));
}

const due = new WeakSet();

function soon(elements) {
  for (const element of elements) {
    if (due.has(element)) continue;
    due.add(element);
    setTimeout(() => {
      due.delete(element);
      if (element.isConnected) window.htmx.trigger(element, "live");
    }, 20 + Math.random() * 100);
  }
}

// The row whose ticket is open beside the board is marked.
function mark() {
  const open = $("#detail [data-ticket-open]")?.dataset.ticketOpen;
  for (const row of document.querySelectorAll("#board .ticket-row")) {
    if (row.dataset.ticket === open) row.setAttribute("aria-selected", "true");
    else row.removeAttribute("aria-selected");
  }
}

document.addEventListener("kentongan:entry", (event) => follow(event.detail));
document.addEventListener("kentongan:reset", () => soon(document.querySelectorAll("[data-entry-incident]")));
document.addEventListener("htmx:afterSettle", mark);
document.addEventListener("htmx:afterSwap", ({ target }) => {
  // On a phone the ticket stands above the board: whoever opened it is brought to it.
  if (target.id === "detail" && innerWidth <= 900) target.scrollIntoView();
  if (target.hasAttribute?.("data-keep-once")) target.setAttribute("data-keep", "");
});

// ── J and K ──────────────────────────────────────────────────────────────────────────────────
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.matches?.("input,textarea,select")) return;
  const step = { j: 1, k: -1 }[event.key];
  if (!step || $("dialog[open]")) return;
  const rows = [...document.querySelectorAll("[data-row]")].filter((e) => e.checkVisibility());
  const at = rows.indexOf(document.activeElement);
  const next = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.scrollIntoView({ block: "nearest" });
});

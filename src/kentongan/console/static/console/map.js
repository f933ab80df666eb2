// The map of the place form: opened by its key, fetched only then, drawn from what is loaded here
// (no tiles). A click, or Enter at the crosshair, sets a point with the radius it is good for.
import { circle, collection, colour, drawClosures, fit, get, mark, openMap } from "./ground.js";

const box = () => document.querySelector("[data-map]");
const field = (id) => document.getElementById(id);

function word(name, facts = {}) {
  const text = box().querySelector("[data-map-words]").content.querySelector(`data[value="${name}"]`)?.textContent ?? "";
  return text.replace(/\{(\w+)\}/g, (whole, key) => facts[key] ?? "—");
}

function say(text) {
  box().querySelector("[data-map-say]").textContent = text;
}

function age(seconds) {
  return seconds < 3600 ? `${Math.round(seconds / 60)} m` : `${Math.round(seconds / 3600)} j`;
}

function drawFeatures(map, { incidents, units, landmarks, closures }) {
  drawClosures(map, closures);
  for (const one of incidents) mark(map, one, `is-incident ${one.priority.toLowerCase()}`, one.priority, one.number);
  for (const unit of units) {
    const title = `${unit.call_sign} · ${age(unit.age_s)}`;
    mark(map, unit, unit.is_fresh ? "is-unit" : "is-unit is-old", "▲", title, unit.heading_deg ?? 0);
    mark(map, unit, "is-label", title, title).setOffset([0, 16]);
  }
  const points = landmarks.map(({ name, lat, lon }) => ({ type: "Feature", properties: { name }, geometry: { type: "Point", coordinates: [lon, lat] } }));
  map.addSource("landmarks", { type: "geojson", data: collection(points) });
  map.addLayer({ id: "landmarks", type: "circle", source: "landmarks", paint: { "circle-radius": 4, "circle-color": colour("--text-3") } });
  map.on("mousemove", "landmarks", (event) => say(event.features[0].properties.name));
  return [...incidents, ...units, ...landmarks];
}

function typed() {
  const pair = field("coordinates")?.value.match(/(-?\d+[.]\d+)\s*,\s*(-?\d+[.]\d+)/);
  return pair ? { lat: Number(pair[1]), lon: Number(pair[2]), radius_m: Number(field("accuracy_m").value) || 20 } : null;
}

let point;

function drawPoint(map, fly = false) {
  const at = typed();
  map.getSource("radius").setData(collection(at ? [circle(at.lon, at.lat, at.radius_m)] : []));
  point?.remove();
  point = at && mark(map, at, "is-point", "", "");
  if (at && fly) map.jumpTo({ center: [at.lon, at.lat], zoom: 15 });
}

// Where the caller's telephone said that it is: every circle, the best one heavier.
function drawCircles(map) {
  const said = [...document.querySelectorAll("[data-circle]")].map(({ dataset }) => {
    const drawn = circle(Number(dataset.lon), Number(dataset.lat), Number(dataset.radius));
    return { ...drawn, properties: { width: "best" in dataset ? 3 : 1 } };
  });
  map.getSource("circles").setData(collection(said));
  return said.flatMap(({ geometry }) => geometry.coordinates[0]);
}

// A finger's breadth on the map is as well as the point is known.
function radiusAt(map, { lat }) {
  const metresAPixel = (40_075_017 * Math.cos((lat * Math.PI) / 180)) / (512 * 2 ** map.getZoom());
  return Math.max(10, Math.ceil((metresAPixel * 12) / 10) * 10);
}

async function setPoint(map, { lng, lat }) {
  const set = (id, value) => {
    field(id).value = value;
    field(id).dispatchEvent(new Event("input", { bubbles: true }));
  };
  set("coordinates", `${lat.toFixed(6)}, ${lng.toFixed(6)}`);
  set("accuracy_m", radiusAt(map, { lat }));
  set("source", "MAP");
  const chosen = document.querySelector('input[name="quality"]:checked')?.value;
  if (chosen !== "EXACT") document.querySelector('input[name="quality"][value="AREA_ESTIMATE"]').checked = true;
  drawPoint(map);
  const answer = await fetch(box().dataset.village, {
    method: "POST",
    headers: { "X-CSRFToken": JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"], "HX-Request": "true" },
    body: new URLSearchParams({ coordinates: field("coordinates").value }),
  });
  const village = answer.ok ? await answer.json() : {};
  if (village.region) {
    set("region", village.region);
    set("region_label", village.label);
  }
  say(village.region ? word("village", { village: village.label }) : field("region").value.length === 10 ? "" : word("no-village"));
  field("coordinates").form?.dispatchEvent(new Event("change", { bubbles: true }));
}

async function draw() {
  const [{ map, lines }, features] = await Promise.all([openMap("map", box().dataset), get(box().dataset.url)]);
  map.addSource("radius", { type: "geojson", data: collection([]) });
  map.addLayer({ id: "radius", type: "fill", source: "radius", paint: { "fill-color": colour("--accent-hover"), "fill-opacity": 0.25 } });
  map.addSource("circles", { type: "geojson", data: collection([]) });
  map.addLayer({ id: "circles", type: "line", source: "circles", paint: { "line-color": colour("--accent"), "line-width": ["get", "width"] } });
  const drawn = drawFeatures(map, features ?? { incidents: [], units: [], landmarks: [], closures: collection([]) });
  const circles = drawCircles(map);
  fit(map, circles.length ? circles : drawn.map(({ lon, lat }) => [lon, lat]), lines);
  document.body.addEventListener("htmx:afterSettle", () => drawCircles(map));
  document.addEventListener("kentongan:placed", () => drawPoint(map, true));
  drawPoint(map, true);
  map.on("click", (event) => setPoint(map, event.lngLat));
  map.getCanvas().addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    setPoint(map, map.getCenter());
  });
  for (const id of ["coordinates", "accuracy_m"]) field(id).addEventListener("input", (event) => event.isTrusted && drawPoint(map, true));
  box().setAttribute("data-drawn", "");
  map.getCanvas().focus({ preventScroll: true });
  box().scrollIntoView({ block: "center" });
}

document.addEventListener("toggle", (event) => {
  const opened = event.target;
  if (!opened.matches?.("[data-map]") || !opened.open || opened.hasAttribute("data-asked")) return;
  opened.setAttribute("data-asked", "");
  draw().catch(() => {
    field("map").hidden = true;
    say(word("no-webgl"));
  });
}, true);

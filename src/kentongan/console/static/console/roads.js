// Drawing where a road is closed: a point, a line, an area, by click or by Enter at the crosshair.
import { collection, colour, drawClosures, fit, get, mark, markClosures, openMap } from "./ground.js";

const box = document.getElementById("roads-map");
const form = document.getElementById("road-form");
const geojson = document.getElementById("geojson");
const coordinates = document.getElementById("coordinates");
const LEAST = { Point: 1, LineString: 2, Polygon: 3 };
let kind = "Point";
let places = [];
let dots = [];

function word(name) {
  return box.querySelector("[data-map-words]").content.querySelector(`data[value="${name}"]`).textContent;
}

function say(text) {
  box.querySelector("[data-map-say]").textContent = text;
}

function drawn() {
  if (places.length < LEAST[kind]) return null;
  if (kind === "Point") return { type: kind, coordinates: places[0] };
  return { type: kind, coordinates: kind === "LineString" ? places : [[...places, places[0]]] };
}

function show(map) {
  const shape = drawn();
  geojson.value = shape && kind !== "Point" ? JSON.stringify(shape) : "";
  map?.getSource("drawn").setData(collection(shape && kind !== "Point" ? [{ type: "Feature", properties: {}, geometry: shape }] : []));
  for (const dot of dots) dot.remove();
  dots = map ? places.map(([lon, lat]) => mark(map, { lon, lat }, "is-point", "", "")) : [];
  say(word(places.length ? kind : "empty").replace("{n}", places.length));
}

function add(map, { lng, lat }) {
  const place = [Number(lng.toFixed(6)), Number(lat.toFixed(6))];
  places = kind === "Point" ? [place] : [...places, place];
  coordinates.value = `${places[0][1].toFixed(6)}, ${places[0][0].toFixed(6)}`;
  show(map);
}

function written() {
  const pair = coordinates.value.match(/(-?\d+[.]\d+)\s*,\s*(-?\d+[.]\d+)/);
  return pair ? [Number(pair[2]), Number(pair[1])] : null;
}

async function draw() {
  const [{ map, lines }, closures] = await Promise.all([openMap("map", box.dataset), get(box.dataset.url)]);
  map.addSource("drawn", { type: "geojson", data: collection([]) });
  map.addLayer({ id: "drawn-area", type: "fill", source: "drawn", filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": colour("--accent-hover"), "fill-opacity": 0.25 } });
  map.addLayer({ id: "drawn-line", type: "line", source: "drawn", paint: { "line-color": colour("--accent-hover"), "line-width": 4 } });
  let marks = drawClosures(map, closures ?? collection([]));
  const at = written();
  if (at) {
    places = [at];
    map.jumpTo({ center: at, zoom: 15 });
    show(map);
  } else fit(map, marks.map((each) => each.getLngLat().toArray()), lines);
  map.on("click", (event) => add(map, event.lngLat));
  map.getCanvas().addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    add(map, map.getCenter());
  });
  box.addEventListener("click", ({ target }) => {
    const chosen = target.closest("[data-draw]");
    if (chosen) {
      kind = chosen.dataset.draw;
      for (const each of box.querySelectorAll("[data-draw]")) each.setAttribute("aria-pressed", String(each === chosen));
      if (kind === "Point") places = places.slice(0, 1);
      show(map);
    } else if (target.closest("[data-draw-undo]")) {
      places = places.slice(0, -1);
      show(map);
    }
  });
  coordinates.addEventListener("input", () => {
    const place = written();
    places = place ? [place] : [];
    show(map);
    if (place) map.jumpTo({ center: place, zoom: 15 });
  });
  form.addEventListener("reset", () => {
    places = [];
    setTimeout(() => show(map));
  });
  document.addEventListener("htmx:afterSettle", async ({ target }) => {
    if (target.id !== "roads") return;
    const now = (await get(box.dataset.url)) ?? collection([]);
    map.getSource("closures").setData(now);
    for (const each of marks) each.remove();
    marks = markClosures(map, now);
  });
  box.setAttribute("data-drawn", "");
}

draw().catch(() => {
  document.getElementById("map").hidden = true;
  say(word("no-webgl"));
});

// The ground every map of the desks is drawn on: the node's base map where it has one, else the roads
// of its graph; outlines that are loaded, roads that are reported closed. Fetched only when a map is
// opened.
export const collection = (features) => ({ type: "FeatureCollection", features });

export function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function fetched(tag, attributes) {
  return new Promise((resolve, reject) => {
    const element = Object.assign(document.createElement(tag), attributes);
    element.addEventListener("load", resolve);
    element.addEventListener("error", reject);
    document.head.append(element);
  });
}

export async function get(url) {
  const answer = await fetch(url, { headers: { Accept: "application/json" } });
  return answer.ok ? answer.json() : null;
}

export function circle(lon, lat, radius_m) {
  const ring = Array.from({ length: 65 }, (_, i) => {
    const angle = (i / 64) * 2 * Math.PI;
    const dlat = (radius_m / 111_320) * Math.cos(angle);
    return [lon + ((radius_m / 111_320) * Math.sin(angle)) / Math.cos((lat * Math.PI) / 180), lat + dlat];
  });
  return { type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: [ring] } };
}

export function mark(map, { lon, lat }, name, text, title, rotation = 0) {
  const element = document.createElement("span");
  element.className = `map-mark ${name}`;
  element.textContent = text;
  element.title = title;
  return new window.maplibregl.Marker({ element, rotation }).setLngLat([lon, lat]).addTo(map);
}

// A line across for lines and edges, and a mark that no colour is needed to read.
export function drawClosures(map, closures) {
  map.addSource("closures", { type: "geojson", data: closures });
  const paint = { "line-color": colour("--bad"), "line-width": 4, "line-dasharray": [2, 1] };
  map.addLayer({ id: "closed-areas", type: "fill", source: "closures", filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": colour("--bad"), "fill-opacity": 0.2 } });
  map.addLayer({ id: "closed-lines", type: "line", source: "closures", filter: ["!=", ["geometry-type"], "Point"], paint });
  return markClosures(map, closures);
}

export function markClosures(map, { features }) {
  return features.map(({ geometry, properties }) => {
    const [lon, lat] = geometry.type === "Point" ? geometry.coordinates : geometry.type === "LineString" ? geometry.coordinates[Math.floor(geometry.coordinates.length / 2)] : geometry.coordinates[0][0];
    return mark(map, { lon, lat }, "is-closed", "✕", [properties.cause_word, properties.road].filter(Boolean).join(" · "));
  });
}

// The roads of the node's own graph, as far as one looks: there are no tiles to need a line for.
function drawRoads(map, url) {
  map.addSource("ground-roads", { type: "geojson", data: collection([]) });
  const width = ["case", ["get", "is_main"], 2.5, 1];
  map.addLayer({ id: "ground-roads", type: "line", source: "ground-roads", paint: { "line-color": colour("--field-line"), "line-width": width } });
  let asked = 0;
  let told = false;
  const read = async () => {
    const mine = (asked += 1);
    const b = map.getBounds();
    const bbox = [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()].map((each) => each.toFixed(5)).join(",");
    const roads = await get(`${url}?bbox=${bbox}`).catch(() => null);
    if (!roads || mine !== asked) return;
    map.getSource("ground-roads").setData(roads);
    if (!roads.features.length || told) return;
    told = true;
    map.addControl(new window.maplibregl.AttributionControl({ compact: false, customAttribution: roads.attribution }));
  };
  map.on("moveend", read);
  void read();
}

// What the layers of the usual vector maps (Protomaps, OpenMapTiles, Shortbread) are called. Names of
// streets need letters from a server of fonts: they are in the search, not on this ground.
const AREAS = { water: "--info-bg", ocean: "--info-bg", water_polygons: "--info-bg", earth: "--surface", landuse: "--hover", landcover: "--hover", land: "--hover", park: "--hover", buildings: "--line", building: "--line" };
const LINES = { water_lines: "--info-line", waterway: "--info-line", roads: "--field-line", transportation: "--field-line", streets: "--field-line", boundaries: "--text-3", boundary: "--text-3" };

function drawBase(map, { kind, tiles, attribution, min_zoom: minzoom, max_zoom: maxzoom, layers }) {
  const source = { type: kind, tiles: [tiles.startsWith("/") ? location.origin + tiles : tiles], minzoom, maxzoom };
  map.addSource("base", kind === "raster" ? { ...source, tileSize: 256 } : source);
  if (kind === "raster") map.addLayer({ id: "base", type: "raster", source: "base", paint: { "raster-fade-duration": 0 } });
  const known = (names) => Object.entries(names).filter(([name]) => !layers.length || layers.includes(name));
  if (kind === "vector") {
    for (const [name, fill] of known(AREAS)) map.addLayer({ id: `base-${name}`, type: "fill", source: "base", "source-layer": name, filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": colour(fill) } });
    for (const [name, line] of known(LINES)) map.addLayer({ id: `base-${name}`, type: "line", source: "base", "source-layer": name, paint: { "line-color": colour(line), "line-width": ["interpolate", ["linear"], ["zoom"], 8, 0.5, 16, 3] } });
  }
  if (attribution) map.addControl(new window.maplibregl.AttributionControl({ compact: false, customAttribution: attribution }));
}

export async function openMap(container, { script, style, outlines, roads, base }) {
  const asked = [get(outlines), get(base).catch(() => null), fetched("script", { src: script }), fetched("link", { rel: "stylesheet", href: style })];
  const [lines, ground] = await Promise.all(asked);
  const background = { id: "ground", type: "background", paint: { "background-color": colour("--sunken") } };
  const map = new window.maplibregl.Map({
    container, style: { version: 8, sources: {}, layers: [background] }, center: [110.2, -6.95], zoom: 9,
    attributionControl: false, pitchWithRotate: false, dragRotate: false, fadeDuration: 0,
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new window.maplibregl.NavigationControl({ showCompass: false }));
  map.addControl(new window.maplibregl.ScaleControl());
  await new Promise((resolve) => { map.once("load", resolve); });
  if (ground?.kind) drawBase(map, ground);
  map.addSource("outlines", { type: "geojson", data: lines ?? collection([]) });
  map.addLayer({ id: "outlines", type: "line", source: "outlines", paint: { "line-color": colour("--text-3"), "line-width": 1 } });
  if (!ground?.kind) drawRoads(map, roads);
  return { map, lines };
}

export function fit(map, places, outlines) {
  const all = [...places];
  for (const { geometry } of outlines?.features ?? []) all.push(...geometry.coordinates.flat(geometry.type === "Polygon" ? 1 : 2));
  if (!all.length) return;
  const bounds = all.reduce((box, place) => box.extend(place), new window.maplibregl.LngLatBounds(all[0], all[0]));
  map.fitBounds(bounds, { padding: 24, animate: false, maxZoom: 15 });
}

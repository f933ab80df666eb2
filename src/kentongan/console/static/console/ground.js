// The ground every map of the desks is drawn on, without tiles: outlines that are loaded, roads that
// are reported closed. Fetched only when a map is opened.
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

export async function openMap(container, { script, style, outlines, roads }) {
  const [lines] = await Promise.all([get(outlines), fetched("script", { src: script }), fetched("link", { rel: "stylesheet", href: style })]);
  const background = { id: "ground", type: "background", paint: { "background-color": colour("--sunken") } };
  const map = new window.maplibregl.Map({
    container, style: { version: 8, sources: {}, layers: [background] }, center: [110.2, -6.95], zoom: 9,
    attributionControl: false, pitchWithRotate: false, dragRotate: false, fadeDuration: 0,
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new window.maplibregl.NavigationControl({ showCompass: false }));
  map.addControl(new window.maplibregl.ScaleControl());
  await new Promise((resolve) => { map.once("load", resolve); });
  map.addSource("outlines", { type: "geojson", data: lines ?? collection([]) });
  map.addLayer({ id: "outlines", type: "line", source: "outlines", paint: { "line-color": colour("--text-3"), "line-width": 1 } });
  drawRoads(map, roads);
  return { map, lines };
}

export function fit(map, places, outlines) {
  const all = [...places];
  for (const { geometry } of outlines?.features ?? []) all.push(...geometry.coordinates.flat(geometry.type === "Polygon" ? 1 : 2));
  if (!all.length) return;
  const bounds = all.reduce((box, place) => box.extend(place), new window.maplibregl.LngLatBounds(all[0], all[0]));
  map.fitBounds(bounds, { padding: 24, animate: false, maxZoom: 15 });
}

// Sentences of this page's language, from <template id="words">; `{name}` takes a fact.
const words = new Map();
for (const item of document.getElementById("words")?.content.querySelectorAll("data") ?? []) {
  words.set(item.value, item.textContent.trim());
}

export function word(name, facts = {}) {
  return (words.get(name) ?? name).replace(/\{(\w+)\}/g, (whole, key) => facts[key] ?? "—");
}

export function meta(name) {
  return document.querySelector(`meta[name="${name}"]`)?.content ?? "";
}

const SVG = "http://www.w3.org/2000/svg";

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${meta("icons")}#${name}`);
  svg.append(use);
  return svg;
}

// The reference of our own OpenAPI, and a way to try it. Small, offline and within the CSP; the
// usual viewers are 0.9 to 1.5 MB and ask for inline styles.
const root = document.getElementById("api");
const body = document.getElementById("api-body");
const list = document.getElementById("api-list");
const VERBS = ["get", "post", "put", "patch", "delete"];
const DEEPEST = 8;

const words = new Map();
for (const item of document.getElementById("api-words").content.children) words.set(item.value, item.textContent);

let spec = null;

function make(tag, className = "", ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

function resolve(node) {
  for (let seen = 0; node?.$ref && seen < DEEPEST; seen += 1) {
    node = node.$ref.slice(2).split("/").reduce((at, key) => at?.[key.replaceAll("~1", "/").replaceAll("~0", "~")], spec);
  }
  return node ?? {};
}

function typeOf(schema) {
  const found = resolve(schema);
  const options = found.anyOf ?? found.oneOf;
  if (options) return options.map(typeOf).join(" | ");
  if (found.const !== undefined) return JSON.stringify(found.const);
  if (found.enum) return found.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (found.type === "array") return `${typeOf(found.items ?? {})}[]`;
  const type = Array.isArray(found.type) ? found.type.join(" | ") : found.type;
  return [type ?? found.title ?? "any", found.format && `(${found.format})`].filter(Boolean).join(" ");
}

// A schema as people read JSON: names, types, what is required, what it means.
function outline(schema, indent = "", depth = 0) {
  let found = resolve(schema);
  const options = (found.anyOf ?? found.oneOf)?.filter((option) => resolve(option).type !== "null");
  if (options?.length === 1) found = resolve(options[0]);
  if (found.allOf) found = Object.assign({}, ...found.allOf.map(resolve));
  if (depth > DEEPEST) return "…";
  if (found.type === "array" && resolve(found.items ?? {}).properties) return `[${outline(found.items, indent, depth + 1)}]`;
  if (!found.properties) return typeOf(found);
  const inner = `${indent}  `;
  const lines = Object.entries(found.properties).map(([name, value]) => {
    const mark = found.required?.includes(name) ? "" : "?";
    const note = resolve(value).description ?? value.description;
    return `${inner}${name}${mark}: ${outline(value, inner, depth + 1)}${note ? `   // ${note.replace(/\s+/g, " ")}` : ""}`;
  });
  return `{\n${lines.join("\n")}\n${indent}}`;
}

function example(schema, depth = 0) {
  const found = resolve(schema);
  if (found.example !== undefined) return found.example;
  if (found.examples?.length) return found.examples[0];
  if (found.default !== undefined) return found.default;
  if (found.enum) return found.enum[0];
  const options = (found.anyOf ?? found.oneOf)?.filter((option) => resolve(option).type !== "null");
  if (options?.length) return example(options[0], depth);
  if (depth > 4) return null;
  if (found.type === "array") return [example(found.items ?? {}, depth + 1)];
  if (found.properties) {
    const wanted = Object.entries(found.properties).filter(([name]) => !found.required || found.required.includes(name));
    return Object.fromEntries(wanted.map(([name, value]) => [name, example(value, depth + 1)]));
  }
  return { integer: 0, number: 0, boolean: false, object: {} }[found.type] ?? "";
}

const contentOf = (holder) => Object.values(resolve(holder)?.content ?? {})[0];

function code(text) {
  const block = make("pre", "schema", text);
  block.tabIndex = 0;
  return block;
}

function folded(title, ...children) {
  const details = make("details", "", make("summary", "", title), ...children);
  return details;
}

function parametersOf(path, operation) {
  const own = [...(spec.paths[path].parameters ?? []), ...(operation.parameters ?? [])].map(resolve);
  const slots = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).filter((name) => !own.some((p) => p.name === name));
  return [...slots.map((name) => ({ name, in: "path", required: true, schema: { type: "string" } })), ...own];
}

function parameterTable(parameters) {
  if (!parameters.length) return null;
  const rows = parameters.map((p) => make("tr", "",
    make("td", "mono strong", p.name),
    make("td", "muted", `${p.in}${p.required ? ` · ${words.get("required")}` : ""}`),
    make("td", "mono small", typeOf(p.schema ?? {})),
    make("td", "muted", p.description ?? resolve(p.schema ?? {}).description ?? "")));
  return make("div", "", make("h3", "", words.get("parameters")), make("div", "table-wrap", make("table", "table", make("tbody", "", ...rows))));
}

function answersOf(operation) {
  const rows = Object.entries(operation.responses ?? {}).map(([status, answer]) => {
    const content = contentOf(answer);
    const title = `${status} ${resolve(answer).description ?? ""}`;
    return content?.schema ? folded(title, code(outline(content.schema))) : make("p", "", title);
  });
  return rows.length ? make("div", "stack tight", make("h3", "", words.get("answers")), ...rows) : null;
}

function input(parameter) {
  const label = make("label", "", parameter.name);
  const field = make("input");
  field.id = `p-${Math.random().toString(36).slice(2)}`;
  label.htmlFor = field.id;
  Object.assign(field, { name: parameter.name, required: Boolean(parameter.required), autocomplete: "off" });
  field.dataset.in = parameter.in;
  return make("div", "field", label, field);
}

function tryForm(verb, path, operation, parameters) {
  const form = make("form", "form dense", make("div", "form-row", ...parameters.filter((p) => p.in !== "cookie").map(input)));
  form.dataset.plain = "";
  const content = contentOf(operation.requestBody);
  if (content) {
    const text = make("textarea", "input");
    text.setAttribute("aria-label", words.get("body"));
    text.value = JSON.stringify(content.example ?? example(content.schema ?? {}), null, 2);
    form.append(text);
  }
  const warning = verb === "get" ? null : make("span", "tag is-warn", words.get("writes"));
  form.append(make("div", "form-end", make("button", "btn primary", words.get("send")), warning));
  const answer = code("");
  answer.hidden = true;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void send(verb, path, form, answer);
  });
  return folded(words.get("try"), form, answer);
}

async function send(verb, path, form, answer) {
  const query = new URLSearchParams();
  const headers = { Accept: "application/json" };
  let target = path;
  for (const field of form.querySelectorAll("input[data-in]")) {
    if (!field.value) continue;
    if (field.dataset.in === "path") target = target.replace(`{${field.name}}`, encodeURIComponent(field.value));
    else if (field.dataset.in === "query") query.append(field.name, field.value);
    else headers[field.name] = field.value;
  }
  const token = document.getElementById("api-token").value.trim();
  if (token) headers.Authorization = `Bearer ${token}`;
  if (verb !== "get") {
    headers["Idempotency-Key"] ??= [...crypto.getRandomValues(new Uint8Array(16))].map((n) => n.toString(16).padStart(2, "0")).join("");
    headers["X-CSRFToken"] = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
  }
  const text = form.querySelector("textarea")?.value;
  if (text) headers["Content-Type"] = "application/json";
  answer.hidden = false;
  try {
    const found = await fetch(query.size ? `${target}?${query}` : target, { method: verb.toUpperCase(), headers, body: text || undefined });
    answer.textContent = `${found.status} ${found.statusText}\n\n${pretty(await found.text())}`;
  } catch (error) {
    answer.textContent = String(error);
  }
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

const idOf = (verb, path) => `${verb}${path.replace(/[^\w]+/g, "-")}`;

function section(verb, path, operation) {
  const parameters = parametersOf(path, operation);
  const content = contentOf(operation.requestBody);
  const requestBody = content?.schema ? make("div", "stack tight", make("h3", "", words.get("body")), code(outline(content.schema))) : null;
  const about = operation.description ? make("p", "pre muted", operation.description) : null;
  const head = make("div", "panel-head", make("span", `verb ${verb}`, verb.toUpperCase()), make("h2", "path", path));
  const panel = make("section", "panel op", head, make("div", "panel-body",
    make("p", "strong", operation.summary ?? ""), about, parameterTable(parameters), requestBody, answersOf(operation), tryForm(verb, path, operation, parameters)));
  panel.id = idOf(verb, path);
  return panel;
}

function operations() {
  return Object.entries(spec.paths ?? {}).flatMap(([path, item]) =>
    VERBS.filter((verb) => item[verb]).map((verb) => ({ verb, path, operation: item[verb], tag: item[verb].tags?.[0] ?? "" })));
}

function link({ verb, path }) {
  const anchor = make("a", "", make("span", `verb ${verb}`, verb.toUpperCase()), make("span", "mono", path));
  anchor.href = `#${idOf(verb, path)}`;
  return make("li", "", anchor);
}

function drawList(found) {
  const groups = new Map();
  for (const each of found) groups.set(each.tag, [...(groups.get(each.tag) ?? []), each]);
  const parts = [...groups].flatMap(([tag, each]) => [tag ? make("h3", "", tag) : null, make("ul", "", ...each.map(link))]);
  list.replaceChildren(...parts.filter(Boolean), ...(found.length ? [] : [make("p", "faint", words.get("nothing"))]));
}

function search(event) {
  const wanted = event.target.value.trim().toLowerCase();
  const found = operations().filter(({ verb, path, operation }) => `${verb} ${path} ${operation.summary ?? ""}`.toLowerCase().includes(wanted));
  drawList(found);
  const ids = new Set(found.map(({ verb, path }) => idOf(verb, path)));
  for (const panel of body.querySelectorAll(".op")) panel.hidden = !ids.has(panel.id);
}

async function draw() {
  const answer = await fetch(root.dataset.openapi, { headers: { Accept: "application/json" } });
  spec = await answer.json();
  const about = make("div", "api-head", make("h1", "", `${spec.info.title} ${spec.info.version}`), make("p", "muted pre", spec.info.description ?? ""),
    make("p", "faint small", `OpenAPI ${spec.openapi}`));
  body.replaceChildren(about, ...operations().map(({ verb, path, operation }) => section(verb, path, operation)));
  drawList(operations());
  document.getElementById("api-find").addEventListener("input", search);
  if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
}

draw().catch(() => body.replaceChildren(make("p", "empty", words.get("failed"))));

// The crew's page without a line (a service worker for /k/): the page, its newest sheet and its map
// are kept, and shown with the hour at which they were true. It sends nothing: what was pressed is
// sent by the page, and only by it (outbox.js), so nothing can be sent twice by two.
//
// A sheet holds an address and what callers have said. It is kept for one shift at the most, is
// written over by "no task", and is gone as soon as the server refuses the unit's code.
const SCOPE = new URL(self.registration.scope).pathname;
const SHELL = "kentongan-crew-shell";
const SHEET = "kentongan-crew-sheet";
const [PAGE, PART, MAPS, NOTHING] = ["", "isi", "peta/", "luring"].map((name) => SCOPE + name);
const KEPT_AT = "X-Kept-At";
const OLDEST_MS = 12 * 3600 * 1000;
const PATIENCE_MS = 6000;
const HASHED = /\.[0-9a-f]{12}\.\w+$/;
const SHEET_PART = /<!--sheet-->[\s\S]*<!--\/sheet-->/;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL).then((shell) => shell.add(NOTHING)).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => {
  if (event.data.type === "keep") event.waitUntil(keepAll(event.data));
});
self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== self.location.origin) return;
  if (pathname === PAGE && mode === "navigate") event.respondWith(page(event));
  else if (pathname === PART) event.respondWith(fresh(event.request, PART));
  else if (pathname.startsWith(MAPS)) event.respondWith(map(event.request, pathname));
  else if (pathname.startsWith("/static/")) event.respondWith(asset(event.request));
});

// What the page has loaded, and no more: of an older edition nothing is left.
async function keepAll({ urls, unit }) {
  const shell = await caches.open(SHELL);
  const wanted = new Set([...urls, new URL(NOTHING, self.location).href]);
  const had = await shell.keys();
  await Promise.all(had.filter(({ url }) => !wanted.has(url)).map((request) => shell.delete(request)));
  const missing = [...wanted].filter((url) => !had.some((request) => request.url === url));
  await Promise.allSettled(missing.map((url) => shell.add(url)));
  const page = await stored(PAGE);
  if (!(await page?.text())?.includes(`data-unit="${unit}"`)) {
    await caches.delete(SHEET); // another unit's
    await fresh(new Request(PAGE, { credentials: "same-origin" }), PAGE);
  }
}

async function asset(request) {
  const shell = await caches.open(SHELL);
  const kept = await shell.match(request, { ignoreVary: true });
  if (kept && HASHED.test(new URL(request.url).pathname)) return kept;
  try {
    const answer = await fetch(request);
    if (answer.ok) await shell.put(request, answer.clone());
    return answer;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

// From the network, and kept; a refused code leaves nothing behind.
async function fresh(request, name) {
  const answer = await fetch(request);
  if (answer.status === 401) await caches.delete(SHEET);
  else if (answer.ok && !answer.redirected) await keep(name, answer.clone());
  return answer;
}

async function keep(name, answer) {
  const headers = new Headers(answer.headers);
  headers.set(KEPT_AT, String(Date.now()));
  const sheet = await caches.open(SHEET);
  await sheet.put(name, new Response(await answer.blob(), { status: 200, headers }));
}

async function stored(name) {
  const found = await caches.match(name, { cacheName: SHEET, ignoreVary: true });
  if (!found) return null;
  if (Date.now() - keptAt(found) <= OLDEST_MS) return found;
  await caches.delete(SHEET);
  return null;
}

// One task's map at a time, for no longer than its sheet.
async function map(request, name) {
  try {
    const answer = await fresh(request, name);
    const sheet = await caches.open(SHEET);
    const others = (await sheet.keys()).map(({ url }) => new URL(url).pathname).filter((each) => each.startsWith(MAPS) && each !== name);
    await Promise.all(others.map((each) => sheet.delete(each)));
    return answer;
  } catch {
    return orNothing(await stored(name));
  }
}

const keptAt = (answer) => Number(answer.headers.get(KEPT_AT));
const orNothing = (found) => found ?? Response.error();

// A line that is so thin that nothing comes is none: the kept page is shown after some seconds, and
// whatever comes later is kept for the next time.
async function page(event) {
  const coming = fresh(event.request, PAGE);
  event.waitUntil(coming.catch(() => {}));
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  const answer = await Promise.race([coming.catch(() => null), patience]);
  return answer ?? (await keptPage()) ?? (await coming.catch(nothing));
}

const nothing = () => caches.match(NOTHING, { cacheName: SHELL, ignoreVary: true }).then(orNothing);

// The page as it was, with the newest sheet in it, and without the server's clock: that one stood
// still with it, and would date what is pressed now.
async function keptPage() {
  const page = await stored(PAGE);
  if (!page) return null;
  const part = await stored(PART);
  let html = await page.text();
  let at = keptAt(page);
  if (part && keptAt(part) > at) {
    const sheet = await part.text();
    html = html.replace(SHEET_PART, () => sheet);
    at = keptAt(part);
  }
  html = html.replace(/(<meta name="server-now" content=")[^"]*/, "$1").replace("<html ", `<html data-kept-at="${at}" `);
  return new Response(html, { headers: { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": page.headers.get("Content-Security-Policy") ?? "" } });
}

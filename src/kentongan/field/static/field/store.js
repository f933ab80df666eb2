// What the crew has done and nobody has received yet, in IndexedDB: over reloads, crashes and a flat
// battery. An act is {id, unit, lane, path, type, body, key, at, label, …}; ids rise in the order in
// which they were kept.
const NAME = "kentongan-crew";
const ACTS = "acts";
let opened = null;

function asked(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function open() {
  if (opened) return opened;
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(ACTS, { keyPath: "id", autoIncrement: true });
  opened = asked(request).then((database) => {
    // Another tab brings a newer form of the store: this one makes room and opens it again.
    database.onversionchange = () => {
      database.close();
      opened = null;
    };
    return database;
  });
  opened.catch(() => (opened = null));
  return opened;
}

// Settles when it is on the disk: a phone that dies a second later has kept it.
async function inStore(mode, work) {
  const turn = (await open()).transaction(ACTS, mode, { durability: "strict" });
  const done = new Promise((resolve, reject) => {
    turn.oncomplete = resolve;
    turn.onabort = turn.onerror = () => reject(turn.error);
  });
  const result = await asked(work(turn.objectStore(ACTS)));
  await done;
  return result;
}

export const add = (act) => inStore("readwrite", (acts) => acts.add(act));
export const put = (act) => inStore("readwrite", (acts) => acts.put(act));
export const remove = (id) => inStore("readwrite", (acts) => acts.delete(id));
export const all = () => inStore("readonly", (acts) => acts.getAll());

// One tab of a browser leads. Web Locks decide where the browser offers them (HTTPS, localhost); on
// plain HTTP, as in an office network, a lease in localStorage does.
const LEASE = "kentongan:lead";
const RENEW_MS = 1500;
const STALE_MS = 5000;
const id = Math.random().toString(36).slice(2);

// Calls `lead(signal)` once this tab leads; the signal is aborted should it lose the lead.
export function whenLeader(lead) {
  if (navigator.locks) {
    void navigator.locks.request("kentongan-live", () => lead(new AbortController().signal));
    return;
  }
  let reign = null;
  const turn = () => {
    const mine = claim();
    if (mine && !reign) {
      reign = new AbortController();
      void lead(reign.signal);
    } else if (!mine && reign) {
      reign.abort();
      reign = null;
    }
  };
  turn();
  setInterval(turn, RENEW_MS);
  window.addEventListener("pagehide", () => {
    if (read()?.id === id) localStorage.removeItem(LEASE);
  });
}

function read() {
  try {
    return JSON.parse(localStorage.getItem(LEASE));
  } catch {
    return null;
  }
}

// Two tabs may claim at once; the last writer stays, and the other sees it at its next turn.
function claim() {
  const held = read();
  if (held && held.id !== id && Date.now() - held.at < STALE_MS) return false;
  try {
    localStorage.setItem(LEASE, JSON.stringify({ id, at: Date.now() }));
  } catch {
    return true;
  }
  return read()?.id === id;
}

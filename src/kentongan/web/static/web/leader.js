// One tab of a browser leads. Web Locks decide where the browser offers them (HTTPS, localhost); on
// plain HTTP, as in an office network, a lease in localStorage does.
const RENEW_MS = 1500;
const STALE_MS = 5000;
const id = Math.random().toString(36).slice(2);

// Calls `lead(signal)` once this tab leads; the signal is aborted should it lose the lead. Each
// `subject` (the address of a stream) has a leader of its own.
export function whenLeader(lead, subject = "") {
  if (navigator.locks) {
    void navigator.locks.request(`kentongan-live:${subject}`, () => lead(new AbortController().signal));
    return;
  }
  const lease = `kentongan:lead:${subject}`;
  let reign = null;
  const turn = () => {
    const mine = claim(lease);
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
    if (read(lease)?.id === id) localStorage.removeItem(lease);
  });
}

function read(lease) {
  try {
    return JSON.parse(localStorage.getItem(lease));
  } catch {
    return null;
  }
}

// Two tabs may claim at once; the last writer stays, and the other sees it at its next turn.
function claim(lease) {
  const held = read(lease);
  if (held && held.id !== id && Date.now() - held.at < STALE_MS) return false;
  try {
    localStorage.setItem(lease, JSON.stringify({ id, at: Date.now() }));
  } catch {
    return true;
  }
  return read(lease)?.id === id;
}

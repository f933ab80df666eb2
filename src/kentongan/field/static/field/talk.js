// A new line of a desk is felt; what has been sent is no draft any more.
const heard = () => document.getElementById("talk")?.dataset.heard ?? "";
let known = heard();

function changed() {
  const now = heard();
  if (now && now !== known) navigator.vibrate?.([150, 80, 150]);
  known = now;
}

document.addEventListener("htmx:afterSettle", changed);
function empty({ detail }) {
  detail.elt.closest?.("#talk-form")?.reset();
}

// Its words have arrived, or the outbox has taken them.
document.addEventListener("htmx:afterRequest", (event) => event.detail.successful && empty(event));
document.addEventListener("htmx:beforeRequest", (event) => event.defaultPrevented && empty(event));
document.addEventListener("htmx:sendError", empty);

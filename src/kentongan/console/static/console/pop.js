// The call that somebody lifts at his telephone shows itself at his desk (screen pop).
// At Meja 112 the page goes there at once; on any other page, and where something is being typed,
// a link says so: no word that was begun is taken away from under the hands.
const pop = document.getElementById("pop");

function isTyping() {
  const fields = [...document.querySelectorAll("main :is(input,textarea)")];
  return fields.some((e) => !["hidden", "radio", "checkbox"].includes(e.type) && e.value !== e.defaultValue);
}

function show(callId) {
  const address = `${pop.dataset.calls}/${callId}`;
  if (location.pathname === address) return;
  if (document.getElementById("queue") && !isTyping()) location.assign(address);
  else window.htmx.trigger(pop, "live");
}

if (pop) {
  document.addEventListener("kentongan:entry", ({ detail: { kind, data } }) => {
    if (!kind.startsWith("exchange.call.") || data?.user_id !== document.body.dataset.person) return;
    if (kind === "exchange.call.connected") show(data.call_id);
    else window.htmx.trigger(pop, "live");
  });
}

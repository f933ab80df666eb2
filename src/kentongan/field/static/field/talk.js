// A new line of a desk is felt.
const heard = () => document.getElementById("talk")?.dataset.heard ?? "";
let known = heard();

document.addEventListener("htmx:afterSettle", () => {
  const now = heard();
  if (now && now !== known) navigator.vibrate?.([150, 80, 150]);
  known = now;
});

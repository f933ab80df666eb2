// The board is read again as a whole: soon after something has happened, at most every two seconds
// while much is happening, and always once after the last of it.
const KINDS = ["calls.", "incidents.", "dispatch.", "orgs.duty.", "orgs.agency."];
const SOON_MS = 300;
const PAUSE_MS = 2000;
const board = document.getElementById("board");
let readAt = 0;
let waiting = 0;

function soon() {
  if (waiting) return;
  waiting = setTimeout(() => {
    waiting = 0;
    readAt = Date.now();
    window.htmx.trigger(board, "changed");
  }, Math.max(SOON_MS, readAt + PAUSE_MS - Date.now()));
}

document.addEventListener("kentongan:entry", ({ detail }) => {
  if (KINDS.some((kind) => detail.kind.startsWith(kind))) soon();
});
document.addEventListener("kentongan:reset", soon);

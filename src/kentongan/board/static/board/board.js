// The board is read again as a whole: soon after something has happened, at most every two seconds
// while much is happening, and always once after the last of it.
const KINDS = ["calls.", "incidents.", "dispatch.", "orgs.duty.", "orgs.agency.", "surge.surge."];
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

// A television has no hand to scroll it: what does not fit on one screen comes by itself.
const TURN_MS = 20_000;
const PAGES = 2;
const turn = document.getElementById("turn");

function turnPage() {
  board.dataset.turn = (Number(board.dataset.turn ?? 0) % PAGES) + 1;
  turn.textContent = `${board.dataset.turn} / ${PAGES}`;
}

if (turn) {
  turnPage();
  setInterval(turnPage, TURN_MS);
}

// The room around the desk.
//   data-opens="id"       a button that opens the dialog with this id once its content is there
//   data-filters="id"     a search field that hides the rows of a table that do not match
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-opens]");
  if (!button) return;
  const dialog = document.getElementById(button.dataset.opens);
  if (!dialog.open) dialog.showModal();
  dialog.querySelector("[data-filters]")?.focus();
});

function filter(field) {
  const wanted = field.value.trim().toLowerCase();
  for (const row of document.querySelectorAll(`#${field.dataset.filters} [data-find]`)) {
    row.hidden = !row.dataset.find.toLowerCase().includes(wanted);
  }
}

// The keys go on wherever the hands are: what had the focus may be gone, and never is it nowhere.
function stayOnThePage() {
  if (document.activeElement !== document.body) return;
  // who comes to a page begins in its first field; this runs before the browser would say so
  const first = document.querySelector("main [autofocus]") ?? document.getElementById("main");
  first?.focus({ preventScroll: true });
}

stayOnThePage();
document.addEventListener("htmx:afterSettle", stayOnThePage);
document.addEventListener("input", (event) => {
  if (event.target.matches?.("[data-filters]")) filter(event.target);
});
document.addEventListener("htmx:afterSwap", ({ target }) => {
  const field = target.closest?.("dialog")?.querySelector("[data-filters]");
  if (field) filter(field);
});

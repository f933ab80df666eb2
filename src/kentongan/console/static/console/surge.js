// The short form of a surge. What is folded keeps its values and is sent with the rest; one key
// brings everything back, and stays so at this desk until the surge is over.
const form = document.getElementById("intake");
const key = document.querySelector("[data-form-length]");
const folded = document.querySelector("[data-folded]");
const CHOICE = "kentongan:form-length";
const FIELDS = "[data-long] :is(input:not([type=radio],[type=checkbox],[hidden]),textarea,select)";

function chosen() {
  try {
    return sessionStorage.getItem(CHOICE);
  } catch {
    return null; // a forbidden store: the form is short again at the next call
  }
}

function keep(choice) {
  try {
    sessionStorage.setItem(CHOICE, choice);
  } catch {
    // the form changes all the same
  }
}

function count() {
  const filled = [...form.querySelectorAll(FIELDS)].filter((field) => field.value.trim() !== "").length;
  folded.textContent = filled && form.classList.contains("is-short") ? folded.dataset.said.replace("{n}", filled) : "";
}

function show(isShort) {
  form.classList.toggle("is-short", isShort);
  key.setAttribute("aria-pressed", String(!isShort));
  key.querySelector("[data-word]").textContent = isShort ? key.dataset.full : key.dataset.short;
  count();
}

if (form && key) {
  show(chosen() !== key.dataset.formLength);
  key.addEventListener("click", () => {
    const isShort = !form.classList.contains("is-short");
    keep(isShort ? "" : key.dataset.formLength);
    show(isShort);
  });
  form.addEventListener("input", count);
  document.addEventListener("kentongan:draft-restored", count);
}

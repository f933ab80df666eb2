// The questions of the chosen category: <fieldset data-question="CODE" data-category="CATEGORY">.
// Those of every call carry no category; a category's own words stand before them.
function ask(form) {
  const chosen = form.querySelector('select[name="category"]')?.value ?? "";
  const questions = [...form.querySelectorAll("[data-question]")];
  const own = new Set(
    questions.filter((each) => chosen && each.dataset.category === chosen).map((each) => each.dataset.question),
  );
  for (const each of questions) {
    const { category, question } = each.dataset;
    each.hidden = category ? category !== chosen : own.has(question);
  }
}

function askAll() {
  for (const form of document.querySelectorAll("form:has([data-question])")) ask(form);
}

document.addEventListener("change", (event) => {
  if (event.target.name === "category" && event.target.form) ask(event.target.form);
});
document.addEventListener("kentongan:draft-restored", (event) => ask(event.target));
document.addEventListener("htmx:afterSettle", askAll);
askAll();

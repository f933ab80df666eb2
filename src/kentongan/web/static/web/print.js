// The one button of a print page.
document.querySelector("[data-print]")?.addEventListener("click", () => window.print());

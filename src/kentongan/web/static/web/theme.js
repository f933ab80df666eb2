// Theme switch. The server reads the cookie and sets data-theme, so no page flashes.
const root = document.documentElement;

function show() {
  for (const button of document.querySelectorAll("[data-theme-set]")) {
    button.setAttribute("aria-pressed", String(button.dataset.themeSet === root.dataset.theme));
  }
}

// On a phone both switches stand behind one button; a menu closes when something else is pressed.
document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-bar-settings]");
  if (opener) opener.setAttribute("aria-expanded", String(opener.closest(".bar").classList.toggle("is-set")));
  for (const menu of document.querySelectorAll("details[data-menu][open]")) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-theme-set]");
  if (!button) return;
  root.dataset.theme = button.dataset.themeSet;
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `kentongan_theme=${button.dataset.themeSet}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
  show();
});
show();

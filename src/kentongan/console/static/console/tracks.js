// The replay of an incident: a slider moves each unit's mark along what its phone has told. Where a
// phone was silent the mark stays and turns grey; nothing is guessed between two positions.
const SPEED = 60; // a minute of the night in a second
const box = document.querySelector("[data-tracks]");

if (box) {
  const units = JSON.parse(document.getElementById("tracks-data").textContent);
  const slider = box.querySelector("#tracks-time");
  const play = box.querySelector("[data-tracks-play]");
  const since = Date.parse(box.dataset.since);
  const fresh_s = Number(box.dataset.fresh);
  const clock = new Intl.DateTimeFormat("id-ID", { timeZone: box.dataset.zone, hour: "2-digit", minute: "2-digit", second: "2-digit" });

  // the last position told before that second
  const stepAt = (steps, second) => {
    let found = null;
    for (const step of steps) {
      if (step[0] > second) break;
      found = step;
    }
    return found;
  };

  const show = () => {
    const second = Number(slider.value);
    for (const { id, steps } of units) {
      const mark = box.querySelector(`[data-mark="${id}"]`);
      const step = stepAt(steps, second);
      mark.toggleAttribute("hidden", !step);
      if (!step) continue;
      mark.setAttribute("transform", `translate(${step[1]} ${step[2]})`);
      mark.classList.toggle("is-old", second - step[0] > fresh_s);
    }
    const text = clock.format(since + second * 1000);
    box.querySelector("[data-tracks-clock]").textContent = text;
    slider.setAttribute("aria-valuetext", text);
  };

  let playing = 0;
  let last = 0;

  const stop = () => {
    cancelAnimationFrame(playing);
    playing = 0;
    tell();
  };

  const tell = () => {
    play.setAttribute("aria-pressed", String(Boolean(playing)));
    play.querySelector("[data-when-still]").hidden = Boolean(playing);
    play.querySelector("[data-when-playing]").hidden = !playing;
  };

  const tick = (now) => {
    const moved = ((now - last) / 1000) * SPEED;
    if (moved >= 1) {
      slider.value = Number(slider.value) + Math.floor(moved);
      last = now;
      show();
    }
    if (Number(slider.value) >= Number(slider.max)) stop();
    else playing = requestAnimationFrame(tick);
  };

  play.addEventListener("click", () => {
    if (playing) {
      stop();
      return;
    }
    if (Number(slider.value) >= Number(slider.max)) slider.value = 0;
    last = performance.now();
    playing = requestAnimationFrame(tick);
    tell();
  });
  slider.addEventListener("input", () => {
    if (playing) stop();
    show();
  });
  box.querySelector("[data-tracks-keys]").hidden = false;
  box.querySelector("svg.tracks-paper").setAttribute("data-drawn", "");
  show();
}

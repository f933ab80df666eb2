// Photos of the scene: made small enough for a thin line, kept like every other act, sent behind them.
//   <input type="file" data-outbox-photo="/k/foto/…">
import { newKey } from "../web/desk.js";
import { keep } from "./outbox.js";

const LONGEST_PX = 1600;
const QUALITY = 0.8;
const SMALL_BYTES = 400_000;

// A phone's camera writes 4 MB: at 2G an hour. 1,600 pixels show a number plate at ten metres. A
// picture that this browser cannot read goes as it is.
async function small(file) {
  if (file.size <= SMALL_BYTES) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST_PX / Math.max(picture.width, picture.height));
    const canvas = Object.assign(document.createElement("canvas"), { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) });
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
    return blob && blob.size < file.size ? blob : file;
  } catch {
    return file;
  }
}

async function take(input) {
  const files = [...input.files];
  const { outboxPhoto: url, label } = input.dataset;
  input.value = "";
  for (const file of files) {
    const id = newKey(); // made once: a second try after a broken line adds no second photo
    const body = await small(file);
    const path = `${url}?${new URLSearchParams({ name: file.name.slice(0, 200), id })}`;
    await keep({ lane: "photo", path, type: body.type || "application/octet-stream", body, label });
  }
}

document.addEventListener("change", ({ target }) => {
  if (target.matches?.("[data-outbox-photo]")) void take(target);
});

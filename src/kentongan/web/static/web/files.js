// Photos and papers: chosen or taken by the phone's camera, sent one by one, opened by name.
//   <input type="file" data-upload="/api/v1/…/files">   each file goes there under an id of its own
//   <button data-open-file="/api/v1/…/open" data-media-type data-name>   shows a picture, saves the rest
// Opening is a POST: who reads what others have sent is written down.
import { newKey } from "./desk.js";
import { toast, toastFailure } from "./toast.js";
import { word } from "./words.js";

function csrf() {
  return JSON.parse(document.body.getAttribute("hx-headers") ?? "{}");
}

async function send(url, options) {
  const answer = await fetch(url, { method: "POST", credentials: "same-origin", ...options });
  if (answer.ok) return answer;
  const type = answer.headers.get("Content-Type") ?? "";
  toastFailure({ status: answer.status, type, body: await answer.text() });
  return null;
}

async function upload(input, file) {
  // the id is made once: a second try after a broken line adds no second photo
  file.ownId ??= newKey();
  const query = new URLSearchParams({ name: file.name.slice(0, 200), id: file.ownId });
  const headers = { ...csrf(), "Content-Type": file.type || "application/octet-stream" };
  try {
    return (await send(`${input.dataset.upload}?${query}`, { headers, body: file })) !== null;
  } catch {
    const again = { label: word("send-again"), run: () => uploadAll(input, [file]) };
    toast({ level: "bad", what: word("not-sent"), advice: file.name, action: again });
    return false;
  }
}

async function uploadAll(input, files) {
  input.disabled = true;
  let sent = 0;
  for (const file of files) sent += (await upload(input, file)) ? 1 : 0;
  input.disabled = false;
  input.value = "";
  if (sent) document.body.dispatchEvent(new CustomEvent("console-changed"));
}

async function open(button) {
  const answer = await send(button.dataset.openFile, { headers: csrf() });
  if (!answer) return;
  const content = URL.createObjectURL(await answer.blob());
  if (button.dataset.mediaType.startsWith("image/")) show(content, button.dataset.name);
  else save(content, button.dataset.name);
}

function show(content, name) {
  const dialog = document.createElement("dialog");
  dialog.className = "photo";
  const picture = document.createElement("img");
  picture.src = content;
  picture.alt = name;
  const close = document.createElement("button");
  close.className = "btn";
  close.textContent = word("close");
  close.addEventListener("click", () => dialog.close());
  dialog.append(picture, close);
  dialog.addEventListener("close", () => {
    dialog.remove();
    URL.revokeObjectURL(content);
  });
  document.body.append(dialog);
  dialog.showModal();
}

function save(content, name) {
  const link = document.createElement("a");
  link.href = content;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(content), 60_000);
}

document.addEventListener("change", (event) => {
  if (event.target.matches?.("[data-upload]")) uploadAll(event.target, [...event.target.files]);
});
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-open-file]");
  if (button) open(button);
});

// Keeps what is being written in a long box at the clinic, sealed: a reload, Back or a dropped tab then
// shows it again. Nothing is kept on the device, and without this the page works as it is.
"use strict";
(() => {
  const form = document.querySelector("form[data-draft]");
  if (!form) return;
  const boxes = [...form.querySelectorAll("textarea")];
  const written = () => JSON.stringify(boxes.map((box) => box.value));
  let kept = written();
  let waiting = 0;

  function keep() {
    clearTimeout(waiting);
    const now = written();
    if (now === kept) return;
    kept = now;
    const body = new URLSearchParams(new FormData(form));
    fetch(form.dataset.draft, { method: "POST", body, keepalive: true }).catch(() => { kept = ""; });
  }

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(keep, 1500);
  });
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    kept = written();
  });
  document.addEventListener("visibilitychange", () => { if (document.hidden) keep(); });
  addEventListener("pagehide", keep);
})();

// Words and differences point to each other, times are sought in the recording, and a printed page is open throughout.
"use strict";

const keysOf = (mark) => mark.dataset.keys.split(" ");
const rowOf = (sample, key) => sample.querySelector(`tr[data-key="${key}"]`);
const marksOf = (sample, key) => [...sample.querySelectorAll("mark")].filter((mark) => keysOf(mark).includes(key));
const calm = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");

function light(sample, keys, name) {
  for (const one of sample.querySelectorAll(`.${name}`)) one.classList.remove(name);
  for (const key of keys) {
    for (const one of [rowOf(sample, key), ...marksOf(sample, key)]) one?.classList.add(name);
  }
}

function press(sample) {
  for (const mark of sample.querySelectorAll("mark")) mark.setAttribute("aria-pressed", mark.classList.contains("on"));
  for (const button of sample.querySelectorAll("tr.difference button")) {
    button.setAttribute("aria-pressed", button.closest("tr").classList.contains("on"));
  }
}

function choose(sample, keys) {
  const all = keys.every((key) => rowOf(sample, key)?.classList.contains("on"));
  light(sample, all ? [] : keys, "on");
  press(sample);
  return !all;
}

function bringIntoView(one) {
  const box = one?.closest(".transcript");
  if (!box) return one?.scrollIntoView({ block: "nearest", behavior: calm() });
  const [inner, outer] = [one.getBoundingClientRect(), box.getBoundingClientRect()];
  if (inner.top < outer.top || inner.bottom > outer.bottom) {
    box.scrollBy({ top: inner.top - outer.top - outer.height / 3, behavior: calm() });
  }
}

function ready(audio) {
  if (!audio.src && audio.dataset.same) audio.src = document.getElementById(audio.dataset.same).src;
}

function seek(sample, segment) {
  const audio = sample.querySelector("audio");
  if (!audio || segment.dataset.at === undefined) return;
  ready(audio);
  const from = Number(segment.dataset.at);
  const start = () => {
    audio.currentTime = from;
    // Playing may be refused, as before any click: the place is sought all the same.
    audio.play().catch(() => {});
  };
  if (audio.readyState > 0) return start();
  audio.addEventListener("loadedmetadata", start, { once: true });
  audio.load();
}

function target(event) {
  const sample = event.target.closest?.(".sample");
  if (!sample) return {};
  const mark = event.target.closest("mark");
  const row = event.target.closest("tr.difference");
  return { sample, mark, row, keys: mark ? keysOf(mark) : row ? [row.dataset.key] : [] };
}

document.addEventListener("click", (event) => {
  const { sample, mark, row, keys } = target(event);
  if (!sample) return;
  if (keys.length) {
    if (choose(sample, keys)) bringIntoView(mark ? rowOf(sample, keys[0]) : marksOf(sample, keys[0])[0]);
    return;
  }
  const segment = event.target.closest(".segment");
  if (segment && !row && getSelection().isCollapsed) seek(sample, segment);
});

document.addEventListener("keydown", (event) => {
  if (event.target.tagName !== "MARK" || (event.key !== "Enter" && event.key !== " ")) return;
  event.preventDefault();
  event.target.click();
});

for (const name of ["mouseover", "focusin"]) {
  document.addEventListener(name, (event) => {
    const { sample, keys } = target(event);
    if (sample) light(sample, keys, "near");
  });
}

for (const audio of document.querySelectorAll("audio")) {
  const sample = audio.closest(".sample");
  sample.addEventListener("toggle", () => ready(audio), { once: true });
  audio.addEventListener("timeupdate", () => {
    for (const segment of sample.querySelectorAll(".segment[data-at]")) {
      const { at, end } = segment.dataset;
      const now = audio.currentTime >= Number(at) && audio.currentTime < Number(end ?? Infinity);
      segment.classList.toggle("playing", now && !audio.paused);
    }
  });
}

let shut = [];
addEventListener("beforeprint", () => {
  shut = [...document.querySelectorAll("details:not([open])")];
  for (const one of shut) one.open = true;
});
addEventListener("afterprint", () => {
  for (const one of shut) one.open = false;
});

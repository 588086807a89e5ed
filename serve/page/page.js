// What pages do beside links and forms: they follow the files, show progress,
// and take files that are dropped on them. Without this script all still works
// by the buttons.
"use strict";

const main = document.getElementById("main");

// again shows the page as it is now, unless somebody is typing in it.
async function again() {
  const typing = main.contains(document.activeElement) && document.activeElement.matches("input:not([type=file]), textarea, select");
  const dirty = [...main.querySelectorAll("textarea, input:not([type=hidden])")].some((e) => e.value !== e.defaultValue || (e.files && e.files.length));
  if (typing || dirty) {
    document.getElementById("changed").hidden = false;
    return;
  }
  const open = [...main.querySelectorAll("details")].map((d) => d.open);
  const answer = await fetch(location.href);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const y = scrollY;
  main.innerHTML = page.getElementById("main").innerHTML;
  main.querySelectorAll("details").forEach((d, i) => { d.open = open[i] || d.open; });
  scrollTo(0, y);
  prepare();
}

async function progress() {
  const bar = document.getElementById("bar");
  if (!bar) return;
  const job = await (await fetch("/progress")).json();
  if (!job) return;
  bar.value = job.percent;
  document.getElementById("line").textContent = job.line;
}

function prepare() {
  for (const form of main.querySelectorAll("form[data-drop]")) {
    const input = form.querySelector("input[type=file]");
    form.addEventListener("dragover", (e) => { e.preventDefault(); form.classList.add("over"); });
    form.addEventListener("dragleave", () => form.classList.remove("over"));
    form.addEventListener("drop", (e) => {
      e.preventDefault();
      form.classList.remove("over");
      input.files = e.dataTransfer.files;
      if ("auto" in form.dataset) form.requestSubmit();
    });
    form.addEventListener("submit", () => {
      const button = form.querySelector("button");
      button.textContent = "正在收……";
    });
  }
  for (const select of main.querySelectorAll("form.filter select, form.jump select")) {
    select.addEventListener("change", () => select.form.requestSubmit());
  }
}

document.addEventListener("dragover", (e) => e.preventDefault());
document.addEventListener("drop", (e) => e.preventDefault());
document.addEventListener("keydown", (e) => {
  if (e.altKey || e.ctrlKey || e.metaKey || e.target.matches("input, textarea, select")) return;
  const link = { ArrowLeft: "a[rel=prev]", ArrowRight: "a[rel=next]" }[e.key];
  const to = link && main.querySelector(link);
  if (to) to.click();
});

prepare();
if ("live" in document.body.dataset) {
  const news = new EventSource("/events?seen=" + document.body.dataset.live);
  news.onmessage = (e) => {
    if (e.data === "progress") progress();
    else again();
  };
  addEventListener("pagehide", () => news.close());
}

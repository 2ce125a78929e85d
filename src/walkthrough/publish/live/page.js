// The live page: reads the controls, shows what `compute.js` finds, keeps the choice in the address.
"use strict";

const told = JSON.parse(document.getElementById("told").textContent);
const $ = (id) => document.getElementById(id);
const millions = (n) => (n / 1e6).toFixed(1);
const listing = (names) => (names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : names.join(""));
const capital = (text) => text[0].toUpperCase() + text.slice(1);
let choice = { ...told.start, moved: [] };
let shown = ""; // the verdict on the page

const here = () => told.revisions[choice.revision];
const nameOf = (area) => here().names[here().areas.indexOf(area)];
function sideOf(area) {
  return told.sides[sidesOf(told, choice).destination[here().areas.indexOf(area)]];
}

function options(select, pairs, value) {
  select.replaceChildren(...pairs.map(([key, text]) => new Option(text, key, false, String(key) === String(value))));
}

// A choice that the data has: another revision may lack the year or an area.
function known(wanted) {
  const c = { ...told.start, ...wanted };
  if (!told.revisions[c.revision]) c.revision = told.start.revision;
  const r = told.revisions[c.revision];
  if (!r.years.includes(c.year)) c.year = Math.max(...r.years);
  if (!(c.south in told.definitions)) c.south = told.start.south;
  if (!(c.residual in told.residuals)) c.residual = told.start.residual;
  c.moved = [...new Set(c.moved || [])].filter((area) => r.areas.includes(area));
  return c;
}

function fromAddress() {
  const at = new URLSearchParams(location.hash.slice(1)), wanted = {};
  for (const name of ["revision", "year"]) if (at.has(name)) wanted[name] = Number(at.get(name));
  for (const name of ["south", "residual"]) if (at.has(name)) wanted[name] = at.get(name);
  if (at.get("moved")) wanted.moved = at.get("moved").split(",").map(Number);
  return known(wanted);
}

function toAddress() {
  const { moved, ...rest } = choice;
  const at = new URLSearchParams({ ...rest, ...(moved.length ? { moved: moved.join(",") } : {}) });
  history.replaceState(null, "", `#${at}`);
}

function row(...cells) {
  const tr = document.createElement("tr");
  cells.forEach((text, n) => {
    const cell = document.createElement(n ? "td" : "th");
    if (!n) cell.scope = "row";
    cell.textContent = text;
    tr.append(cell);
  });
  return tr;
}

function show() {
  const r = here(), sums = fourWay(told, choice), [ss, sn, ns, nn] = sums;
  const all = sums.reduce((a, b) => a + b), most = Math.max(...sums), judged = verdict(told, ss, sn);
  options($("year"), r.years.map((y) => [y, y]), choice.year);
  for (const name of ["revision", "south", "residual"]) $(name).value = choice[name];
  const names = r.names.map((name) => new Option("", name));
  $("areas").replaceChildren(...names);
  ["ss", "sn", "ns", "nn"].forEach((id, n) => {
    $(id).querySelector("b").textContent = `${millions(sums[n])} million`;
    $(id).querySelector("small").textContent = `${((100 * sums[n]) / all).toFixed(1)} per cent`;
    $(id).querySelector("i").style.width = `${(100 * sums[n]) / most}%`;
  });
  $("verdict").textContent = `${judged.sign} ${judged.word}`;
  const out = everybody(told, choice) - all;
  $("out").textContent = out ? `Left out: ${millions(out)} million people whose origin has no side.` : "";
  const word = ss > sn ? "more" : "fewer";
  const standing = `South-South counts ${millions(Math.abs(ss - sn))} million people ${word} than South-North.`;
  $("moved").replaceChildren(...choice.moved.map((area) => {
    const back = document.createElement("button");
    back.type = "button";
    back.textContent = `${nameOf(area)}: now ${sideOf(area)} – move back`;
    back.onclick = () => { move(area); $("area").focus(); };
    return back;
  }));
  const turned = afterMoving(told, choice)
    .map(([south, north], n) => ({ south, north, area: r.areas[n], then: verdict(told, south, north) }))
    .filter(({ then }) => then.word !== judged.word)
    .sort((a, b) => Math.abs(b.south - b.north - ss + sn) - Math.abs(a.south - a.north - ss + sn));
  $("enough").textContent = turned.length
    ? `${turned.length} of ${r.areas.length} areas, each moved alone, would turn the verdict:`
    : `None of the ${r.areas.length} areas, moved alone, would turn the verdict.`;
  $("turns").hidden = !turned.length;
  $("turns").tBodies[0].replaceChildren(...turned.map(({ south, north, area, then }) =>
    row(nameOf(area), sideOf(area), `${then.sign} ${then.word}`, millions(south), millions(north))));
  toAddress();
  shown = judged.word;
  return `${shown}: ${standing}`;
}

function go(wanted, said) {
  const before = shown;
  if (wanted.south !== undefined && wanted.south !== choice.south) wanted.moved = []; // as in the explorer
  choice = known({ ...choice, ...wanted });
  const now = show();
  const turn = shown === before ? "No verdict turns." : `${told.claim.id} turns from ${before} to ${shown}.`;
  $("said").textContent = `${said ? said() : ""} ${turn} ${now}`.trim();
}

function move(area) {
  const back = choice.moved.includes(area);
  go({ moved: back ? choice.moved.filter((a) => a !== area) : [...choice.moved, area] },
    () => (back ? `Back where the definition has it: ${nameOf(area)}.` : `${capital(nameOf(area))} is now in the ${sideOf(area)}.`));
}

function csv() {
  const sums = fourWay(told, choice), ways = ["South-South", "South-North", "North-South", "North-North"];
  const moved = choice.moved.map((area) => here().iso3[here().areas.indexOf(area)] || area).join(" ");
  const head = "revision,year,south,residual,moved,direction,stock";
  return [head, ...told.directions.map((way) =>
    [choice.revision, choice.year, choice.south, choice.residual, moved, way, sums[ways.indexOf(way)]].join(","))].join("\n") + "\n";
}

options($("revision"), Object.keys(told.revisions).map((r) => [r, r]));
options($("south"), Object.entries(told.definitions));
options($("residual"), Object.entries(told.residuals));
$("claim").textContent = `${told.claim.id}: ${told.claim.statement}`;
for (const name of ["revision", "year", "south", "residual"]) {
  $(name).onchange = (event) => {
    const value = event.target.value;
    go({ [name]: ["revision", "year"].includes(name) ? Number(value) : value }, () => event.target.selectedOptions[0].textContent + ".");
  };
}
$("mover").onsubmit = (event) => {
  event.preventDefault();
  const name = $("area").value.trim().toLowerCase(), r = here();
  if (!name) return;
  let n = r.names.findIndex((text) => text.toLowerCase() === name);
  if (n < 0) n = r.iso3.findIndex((code) => code.toLowerCase() === name);
  if (n < 0) { $("said").textContent = `No area is called “${$("area").value}”. Write a name from the list, or a three-letter code such as KEN.`; return; }
  $("area").value = "";
  move(r.areas[n]);
};
$("again").onclick = () => go({ ...told.start, moved: [] }, () => "Started again.");
$("print").onclick = () => print();
$("csv").onclick = () => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([csv()], { type: "text/csv" }));
  link.download = "four-directions.csv";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
};
addEventListener("hashchange", () => { choice = fromAddress(); $("said").textContent = show(); });
choice = fromAddress();
$("said").textContent = show();

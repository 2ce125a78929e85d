// What the live page computes. Numbers only: nothing here knows the page.
"use strict";

function unpack(text) {
  const bytes = atob(text), out = [];
  let value = 0, factor = 1;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes.charCodeAt(i);
    value += (byte & 127) * factor;
    if (byte & 128) factor *= 128;
    else { out.push(value); value = 0; factor = 1; }
  }
  return out;
}

function opened(r) { // a revision's tables, unpacked when it is first asked for
  if (!r.stock) {
    let key = 0;
    r.key = unpack(r.pairs).map((step) => (key += step));
    r.stock = unpack(r.stocks);
  }
  return r;
}

// The side of each place as an origin and as a destination: 0 South, 1 North, -1 neither.
function sidesOf(told, choice) {
  const r = told.revisions[choice.revision], line = r.south[choice.south][r.years.indexOf(choice.year)];
  const moved = new Set(choice.moved || []);
  const destination = r.places.map((place, n) =>
    n < line.length ? (moved.has(place) ? 1 - Number(line[n]) : Number(line[n])) : -1);
  const extra = told.extra[choice.residual];
  const origin = r.places.map((place, n) => (place in extra ? extra[place] : destination[n]));
  return { origin, destination };
}

// Stock by direction, in the order South-South, South-North, North-South, North-North.
function fourWay(told, choice) {
  const r = opened(told.revisions[choice.revision]), { origin, destination } = sidesOf(told, choice);
  const first = r.years.indexOf(choice.year) * r.key.length, many = r.places.length, sums = [0, 0, 0, 0];
  for (let i = 0; i < r.key.length; i++) {
    const o = origin[r.key[i] % many], d = destination[Math.floor(r.key[i] / many)];
    if (o >= 0 && d >= 0) sums[2 * o + d] += r.stock[first + i];
  }
  return sums;
}

// All migrants of the year, those without a side of origin too.
function everybody(told, choice) {
  const r = opened(told.revisions[choice.revision]), first = r.years.indexOf(choice.year) * r.key.length;
  let sum = 0;
  for (let i = first; i < first + r.key.length; i++) sum += r.stock[i];
  return sum;
}

// South-South and South-North after each area alone has changed sides, in one pass.
function afterMoving(told, choice) {
  const r = opened(told.revisions[choice.revision]), { origin, destination } = sidesOf(told, choice);
  const first = r.years.indexOf(choice.year) * r.key.length, many = r.places.length;
  const now = [0, 0], moved = r.places.map(() => [0, 0]);
  for (let i = 0; i < r.key.length; i++) {
    const from = r.key[i] % many, to = Math.floor(r.key[i] / many);
    const o = origin[from], d = destination[to], stock = r.stock[first + i];
    if (o < 0 || d < 0) continue;
    if (!o) now[d] += stock;
    if (from === to) { // those who stay within the area change both their sides
      moved[to][o ? 1 - d : d] += o ? stock : -stock;
      continue;
    }
    moved[from][d] += o ? stock : -stock;
    if (!o) { moved[to][d] -= stock; moved[to][1 - d] += stock; }
  }
  return r.areas.map((_, n) => [now[0] + moved[n][0], now[1] + moved[n][1]]);
}

function verdict(told, left, right) {
  const v = told.verdicts;
  if (Math.abs(left - right) <= told.tie * Math.max(Math.abs(left), Math.abs(right))) return v.TIE;
  return left > right ? v.HOLDS : v.FAILS;
}

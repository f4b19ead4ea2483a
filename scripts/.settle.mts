import { readdirSync, readFileSync } from 'node:fs';
import { nextGender, nextWord, nextYears } from '../src/core/hysteresis.ts';
import { EMOTIONS } from '../src/core/labels.ts';
const files = readdirSync('/tmp/settle').filter((n) => n.endsWith('.json'));
const tracks: any[] = [];
for (const f of files) {
  const { off } = JSON.parse(readFileSync('/tmp/settle/' + f, 'utf8'));
  const by = new Map<number, any[]>();
  for (const { at, faces } of off) for (const face of faces) if (face.reading) by.set(face.id, [...(by.get(face.id) ?? []), { at, ...face }]);
  for (const [id, rows] of by) if (rows.at(-1).at - rows[0].at >= 1700) tracks.push({ f, id, rows });
}
function simulate(rows: any[]) {
  let W = 0, age = 0, low = 0, high = 0, lo = 0; let emo: number[] = [], smi: number[] = [], mw = 0, last = 0; let shown: any = null, ew: any = null, sw: any = null;
  return rows.map(({ at, reading, quality }, i) => {
    const w = Math.max(quality * quality, 1e-3);
    W += w; const k = w / W;
    age += (reading.age.years - age) * k; low += (reading.age.low - low) * k; high += (reading.age.high - high) * k;
    const p = Math.min(1 - 1e-6, Math.max(1e-6, reading.woman)); lo += (Math.log(p / (1 - p)) - lo) * k;
    const e = EMOTIONS.map((n) => reading.emotions[n]); const s = [1 - reading.smile, reading.smile];
    mw = mw * Math.exp(-(at - last) / 250) + w; last = at; const km = w / mw;
    emo = i ? emo.map((v, j) => v + (e[j] - v) * km) : e; smi = i ? smi.map((v, j) => v + (s[j]! - v) * km) : s;
    ew = nextWord(ew, emo, e, 0.1, at); sw = nextWord(sw, smi, s, 0.2, at);
    const woman = 1 / (1 + Math.exp(-lo));
    shown = { ...nextYears(shown, { years: age, low, high }), gender: nextGender(shown?.gender ?? null, woman), emotion: ew.shown, smiling: sw.shown };
    const own = { gender: nextGender(null, reading.woman), emotion: e.indexOf(Math.max(...e)), smiling: reading.smile >= 0.5 ? 1 : 0 };
    const lead = [...e].sort((a, b) => b - a);
    return { at, n: i + 1, since: rows[0].at, age, low, high, woman, shown, own, quality, years: reading.age.years, emoLead: lead[0]! - lead[1]!, smile: reading.smile };
  });
}
type Row = ReturnType<typeof simulate>[number];
const today = (r: Row) => r.n >= 2 && (r.high - r.low <= 12 || (r.n >= 4 && r.at - r.since >= 399) || r.at - r.since >= 1000);
const agree = (n: number, years: number, q: number, opt: { words?: boolean; lead?: number; ms?: number; woman?: number } = {}) => {
  return (rows: Row[]) => {
    let run = 0, from = 0;
    return rows.findIndex((r) => {
      if (today(r)) return true;
      const w = r.own.gender === r.shown.gender && r.own.emotion === r.shown.emotion && r.own.smiling === r.shown.smiling;
      const ok = Math.abs(r.years - r.age) <= years && r.quality >= q && w && r.emoLead >= (opt.lead ?? 0) && Math.abs(r.woman - 0.5) >= (opt.woman ?? 0) && Math.abs(r.smile - 0.5) >= (opt.lead ?? 0) / 2;
      run = ok ? run + 1 : 0; if (run === 1) from = r.at;
      return run >= n && r.at - from >= (opt.ms ?? 0);
    });
  };
};
const rules: [string, (rows: Row[]) => number][] = [
  ['today', (rows) => rows.findIndex(today)],
  ['two', () => 1],
  ...[3, 4].flatMap((n) => [0.5, 0.75, 1, 1.5].flatMap((y) => [0.5, 0.7].map((q): any => [`agree n${n} y${y} q${q} lead.2 w.3`, agree(n, y, q, { lead: 0.2, woman: 0.3 })]))),
];
console.log(tracks.length, 'tracks');
for (const [name, rule] of rules) {
  let g = 0, e = 0, s = 0, a1 = 0, count = 0, wait: number[] = []; const worst: string[] = [];
  for (const t of tracks) {
    const sim = simulate(t.rows); const i = rule(sim); if (i < 0) continue; count++;
    const r = sim[i]!; wait.push(r.at - r.since);
    const after = sim.slice(i).filter((x) => x.at <= r.at + 2000);
    const dg = after.some((x) => x.shown.gender !== r.shown.gender), de = after.some((x) => x.shown.emotion !== r.shown.emotion), ds = after.some((x) => x.shown.smiling !== r.shown.smiling);
    const da = Math.max(...after.map((x) => Math.abs(x.shown.years - r.shown.years)));
    g += +dg; e += +de; s += +ds; a1 += +(da > 1); if (dg || de || ds || da > 1) worst.push(`${t.f.replace('.webm.json', '')}#${t.id}${dg ? ' g' : ''}${de ? ' e' : ''}${ds ? ' s' : ''}${da > 1 ? ' a' + da + ' q' + r.quality.toFixed(2) + ' t' + Math.round(r.at - r.since) : ''}`);
  }
  wait.sort((a, b) => a - b);
  console.log(name.padEnd(34), 'n', count, 'wait med', Math.round(wait[wait.length >> 1]!), 'p90', Math.round(wait[Math.floor(wait.length * 0.9)]!), 'gender', g, 'emotion', e, 'smile', s, 'age>1', a1, process.env.V ? worst.join('; ') : '');
}

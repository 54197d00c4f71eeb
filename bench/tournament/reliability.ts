import { readFileSync, writeFileSync } from 'node:fs';

/**
 * node bench/tournament/reliability.ts measured.jsonl [out.svg]: holds the adaptive tournament's stated
 * chances against what came true, from the lines of `tournament.bench.ts`, pooled over prices. Prints a line
 * for each scenario and number of candidates, and draws a plot.
 */
const [path = '', out] = process.argv.slice(2);
interface Bin {
  asks: number;
  stated: number;
  true: number;
}
interface Line {
  n: number;
  scenario: string;
  rule: string;
  asks: number;
  brier: number;
  reliability: Bin[];
}
/** The prices of the three efforts. */
const EFFORTS = ['adaptive 0.02', 'adaptive 0.01', 'adaptive 0.002'];
const lines = readFileSync(path, 'utf8')
  .split('\n')
  .flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as Line] : []))
  .filter(({ rule }) => EFFORTS.includes(rule));

const pool = (bins: readonly Bin[]): Bin => {
  const asks = bins.reduce((sum, bin) => sum + bin.asks, 0);
  const mean = (of: (bin: Bin) => number) =>
    asks === 0 ? 0 : bins.reduce((sum, bin) => sum + bin.asks * of(bin), 0) / asks;
  return { asks, stated: mean(({ stated }) => stated), true: mean((bin) => bin.true) };
};
const BINS = 20;
const words = [
  { word: 'sure', from: 14, to: 20 },
  { word: 'likely', from: 10, to: 14 },
  { word: 'a close call', from: 0, to: 10 },
];

interface Curve {
  name: string;
  bins: Bin[];
}
const curves: Curve[] = [];
const pairsOf = ({ asks, stated, true: hits }: Bin) =>
  asks === 0 ? null : { share: asks, stated: Number(stated.toFixed(2)), true: Number(hits.toFixed(2)) };
for (const [name, group] of Map.groupBy(lines, ({ n, scenario }) => `n = ${n}, ${scenario}`)) {
  const bins = Array.from({ length: BINS }, (_, i) => pool(group.map(({ reliability }) => reliability[i]!)));
  const all = pool(bins);
  const error = bins.reduce((sum, bin) => sum + (bin.asks / all.asks) * Math.abs(bin.stated - bin.true), 0);
  const brier = group.reduce((sum, line) => sum + line.asks * line.brier, 0) / all.asks;
  const said = words.map(({ word, from, to }) => {
    const bin = pairsOf(pool(bins.slice(from, to)));
    return [word, bin && { ...bin, share: Number((bin.share / all.asks).toFixed(2)) }];
  });
  console.log(
    JSON.stringify({
      name,
      asks: all.asks,
      stated: Number(all.stated.toFixed(3)),
      true: Number(all.true.toFixed(3)),
      brier: Number(brier.toFixed(3)),
      calibrationError: Number(error.toFixed(3)),
      ...Object.fromEntries(said),
    }),
  );
  curves.push({ name, bins });
}

if (out) writeFileSync(out, draw(curves));

function draw(all: readonly Curve[]): string {
  const SIZE = 400;
  const at = (share: number) => 60 + SIZE * share;
  const down = (share: number) => 20 + SIZE * (1 - share);
  const colours = ['#5865f2', '#d9822b', '#2e9e6b', '#c0392b', '#8e44ad', '#16a0a0', '#888888', '#b59b00'];
  const grid = [0, 0.2, 0.4, 0.6, 0.8, 1].map(
    (share) =>
      `<path d="M${at(share)} 20V${20 + SIZE}M60 ${down(share)}H${60 + SIZE}" stroke="#8883"/><text x="${at(share)}" y="${38 + SIZE}" text-anchor="middle">${share}</text><text x="52" y="${down(share) + 4}" text-anchor="end">${share}</text>`,
  );
  const drawn = all.map(({ name, bins }, i) => {
    const colour = colours[i % colours.length];
    const seen = bins.filter(({ asks }) => asks >= 50);
    const points = seen.map((bin) => `${at(bin.stated).toFixed(1)},${down(bin.true).toFixed(1)}`);
    const dots = points.map((point) => {
      const [x, y] = point.split(',');
      return `<circle cx="${x}" cy="${y}" r="3" fill="${colour}"/>`;
    });
    return `<polyline points="${points.join(' ')}" fill="none" stroke="${colour}" stroke-width="1.8"/>${dots.join('')}<text x="${90 + SIZE}" y="${40 + 22 * i}" fill="${colour}">${name}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${270 + SIZE} ${70 + SIZE}" font-family="sans-serif" font-size="13" fill="#888" role="img" aria-label="How often the pick was the best, against the probability that was stated">${grid.join('')}<path d="M${at(0)} ${down(0)}L${at(1)} ${down(1)}" stroke="#888" stroke-dasharray="5 4"/>${drawn.join('')}<text x="${at(0.5)}" y="${60 + SIZE}" text-anchor="middle">stated probability that the pick is the best</text><text x="16" y="${down(0.5)}" text-anchor="middle" transform="rotate(-90 16 ${down(0.5)})">how often it was</text></svg>\n`;
}

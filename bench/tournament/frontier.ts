import { readFileSync, writeFileSync } from 'node:fs';

/**
 * node bench/tournament/frontier.ts measured.jsonl [n] [scenario] [out.svg]: draws regret against calls from
 * the lines of `tournament.bench.ts --figures table`. Prints at which share of each rule's calls the adaptive
 * one reaches its regret.
 */
const [path = '', nText = '8', scenario = 'base', out] = process.argv.slice(2);
interface Line {
  n: number;
  scenario: string;
  rule: string;
  regret: number;
  calls: number;
}
const lines = readFileSync(path, 'utf8')
  .split('\n')
  .flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as Line] : []))
  .filter((line) => line.n === Number(nText) && line.scenario === scenario);
const adaptive = lines.filter(({ rule }) => rule.startsWith('adaptive')).sort((a, b) => a.calls - b.calls);
const others = lines.filter(({ rule }) => !rule.startsWith('adaptive'));

/**
 * Linear interpolation in logarithms between the measured points; null where no point is as good, a bound
 * where the first one is better already.
 */
function callsFor(regret: number): { calls: number; bound: boolean } | null {
  const at = adaptive.findIndex((point) => point.regret <= regret);
  const [left, right] = [adaptive[at - 1], adaptive[at]];
  if (!right) return null;
  if (!left) return { calls: right.calls, bound: true };
  const share = Math.log(left.regret / regret) / Math.log(left.regret / right.regret);
  return { calls: left.calls * (right.calls / left.calls) ** share, bound: false };
}

for (const { rule, regret, calls } of others) {
  const needed = callsFor(regret);
  const share = needed && Number((needed.calls / calls).toFixed(2));
  console.log(
    JSON.stringify({
      n: Number(nText),
      scenario,
      rule,
      regret,
      calls,
      adaptiveCalls: needed && Number(needed.calls.toFixed(1)),
      share,
      atMost: needed?.bound ?? null,
    }),
  );
}

if (out) {
  const [width, height, left, bottom] = [640, 400, 60, 50];
  const x = (calls: number) => left + ((width - left - 20) * Math.log(calls / 5)) / Math.log(80 / 5);
  const y = (regret: number) => 20 + ((height - bottom - 20) * (0.36 - regret)) / (0.36 - 0.12);
  const text = (at: number, down: number, words: string, more = '') =>
    `<text x="${at}" y="${down}" ${more}>${words}</text>`;
  const ticksX = [5, 10, 20, 40, 80].map(
    (calls) =>
      `<path d="M${x(calls)} 20V${height - bottom}" stroke="#8884"/>${text(x(calls), height - bottom + 18, String(calls), 'text-anchor="middle"')}`,
  );
  const ticksY = [0.15, 0.2, 0.25, 0.3, 0.35].map(
    (regret) =>
      `<path d="M${left} ${y(regret)}H${width - 20}" stroke="#8884"/>${text(left - 8, y(regret) + 4, regret.toFixed(2), 'text-anchor="end"')}`,
  );
  const curve = `<polyline fill="none" stroke="#5865f2" stroke-width="2.5" points="${adaptive
    .filter(({ regret }) => regret < 0.36)
    .map(({ calls, regret }) => `${x(calls).toFixed(1)},${y(regret).toFixed(1)}`)
    .join(' ')}"/>`;
  const dots = adaptive
    .filter(({ regret }) => regret < 0.36)
    .map(({ calls, regret }) => `<circle cx="${x(calls)}" cy="${y(regret)}" r="4" fill="#5865f2"/>`);
  const rivals = others.map(
    ({ rule, calls, regret }) =>
      `<circle cx="${x(calls)}" cy="${y(regret)}" r="5" fill="#d9822b"/>${text(x(calls), y(regret) - 10, rule, 'text-anchor="middle" fill="#d9822b"')}`,
  );
  writeFileSync(
    out,
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="13" fill="#888" role="img" aria-label="Regret against calls, n = ${nText}, ${scenario}">${ticksX.join('')}${ticksY.join('')}${curve}${dots.join('')}${rivals.join('')}${text(adaptive.length > 0 ? x(adaptive.at(-1)?.calls ?? 20) + 10 : 0, y(adaptive.at(-1)?.regret ?? 0.2) + 4, 'adaptive', 'fill="#5865f2" font-weight="bold"')}${text((width + left) / 2, height - 8, `judge calls an ask (n = ${nText}, ${scenario})`, 'text-anchor="middle"')}${text(14, height / 2, 'regret', `text-anchor="middle" transform="rotate(-90 14 ${height / 2})"`)}</svg>\n`,
  );
}

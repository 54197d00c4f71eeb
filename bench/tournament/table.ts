import { readFileSync } from 'node:fs';
import { published } from './published.ts';

/** node bench/tournament/table.ts measured.jsonl: the published table and ours side by side, as Markdown. */
interface Line {
  n: number;
  scenario: string;
  rule: string;
  asks: number;
  regret: number;
  calls: number;
}
const lines = readFileSync(process.argv[2] ?? '', 'utf8')
  .split('\n')
  .flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as Line] : []));
const rules = ['knockout', 'knockout:both', 'elo', 'both-orders', 'adaptive 0.02', 'adaptive 0.01', 'adaptive 0.002'];
console.log(`| n | scenario | asks | | ${rules.join(' | ')} |\n|${'---|'.repeat(rules.length + 4)}`);
for (const { n, scenario, figures } of published) {
  const measured = lines.filter((line) => line.n === n && line.scenario === scenario);
  if (measured.length === 0) continue;
  const ours = rules.map((rule) => {
    const line = measured.find((one) => one.rule === rule);
    return line ? `${line.regret.toFixed(3)} @ ${line.calls.toFixed(1)}` : '–';
  });
  const theirs = rules.map((rule) => {
    const [regret, calls] = figures[rule] ?? [];
    return regret === undefined ? '–' : `${regret.toFixed(3)} @ ${calls?.toFixed(1)}`;
  });
  console.log(`| ${n} | ${scenario} | 10000 | first version | ${theirs.join(' | ')} |`);
  console.log(`| | | ${measured[0]?.asks} | now | ${ours.join(' | ')} |`);
}

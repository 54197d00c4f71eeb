import { parseArgs } from 'node:util';
import { strengthCells, strengthCoverage } from './strength-cells.ts';

/**
 * The coverage of 95 % intervals of Bradley–Terry and Davidson strengths, from well-behaved studies to such
 * where items won nearly everything. One JSON line a cell: `npm run bench -- strengths --runs 1000`.
 */
const { values } = parseArgs({
  options: { runs: { type: 'string', default: '1000' }, cell: { type: 'string', default: '' } },
});
for (const [name, study] of Object.entries(strengthCells)) {
  if (!name.includes(values.cell)) continue;
  const found = strengthCoverage(study, Number(values.runs));
  const rounded = Object.fromEntries(Object.entries(found).map(([key, value]) => [key, Number(value.toFixed(3))]));
  console.log(JSON.stringify({ bench: 'strengths', cell: name, runs: Number(values.runs), ...rounded }));
}

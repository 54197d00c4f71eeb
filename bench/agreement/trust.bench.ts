import { parseArgs } from 'node:util';
import { DEFAULTS } from '../../src/agreement/trust.ts';
import { judges, study } from './trust.ts';

/**
 * How often `tribunal trust` promises a threshold, of how many questions, and how often wrongly, with three
 * starts and with one. Prints one JSON line for each judge, number of questions and choice of starts.
 *
 * `npm run bench -- trust --runs 1000 --questions 50,150,500`
 */
const { values } = parseArgs({
  options: { runs: { type: 'string', default: '1000' }, questions: { type: 'string', default: '50,150,500' } },
});
for (const [judge, stated] of Object.entries(judges))
  for (const questions of values.questions.split(',').map(Number))
    for (const starts of [DEFAULTS.starts, [0.9], [0.7]]) {
      const found = study(stated, { questions, runs: Number(values.runs), options: { ...DEFAULTS, starts } });
      const digits = (value: number) => Number(value.toFixed(3));
      console.log(
        JSON.stringify({
          bench: 'trust',
          judge,
          questions,
          starts: starts.join(' '),
          runs: Number(values.runs),
          promises: digits(found.promises),
          share: digits(found.questions),
          wrong: digits(found.wrong),
        }),
      );
    }

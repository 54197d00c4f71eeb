import { openDatabase } from '../../db/client.ts';
import { gatherReport } from '../../src/research/report/gather.ts';
import { reportPage } from '../../src/research/report/page.ts';
import { peakMiB, resetPeak } from './high-water.ts';

/**
 * Makes one report in a process of its own, so that its peak memory can be measured.
 * Prints its figures by judge and its cost as JSON.
 */
const database = openDatabase(process.argv[2] ?? '', { max: 1 });
resetPeak();
const startMiB = peakMiB();
const begun = performance.now();
const data = await gatherReport(database.db, { since: null, guildId: null }, new Date());
const gatherSeconds = (performance.now() - begun) / 1000;
const page = reportPage(data);
const seconds = (performance.now() - begun) / 1000;
await database.close();
const judges = data.by.judge.map(({ name, questions, votes, ties, bothBad, withJudge, amongPeople }) => ({
  ...{ name, questions, votes, ties, bothBad },
  ...{ sided: withJudge.n, withJudge: withJudge.value, pairs: amongPeople.n, amongPeople: amongPeople.value },
}));
console.log(
  JSON.stringify({
    rows: judges,
    fates: data.votes,
    flags: data.flags,
    took: { seconds, gatherSeconds, pageKb: page.length / 1024, startMiB, peakMiB: peakMiB() },
  }),
);

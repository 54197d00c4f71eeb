import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase } from '../../db/client.ts';
import { getAsk } from '../../db/repo/asks.ts';
import { candidatesOf } from '../../db/repo/candidates.ts';
import { comparisonsOf } from '../../db/repo/comparisons.ts';
import { asks } from '../../db/schema/asks.ts';
import { usage } from '../../db/schema/usage.ts';
import { runAsk } from '../../src/asks/run.ts';
import { openJudge } from '../../src/judge/open-judge.ts';
import { openModels } from '../../src/models/open-models.ts';
import { openLog } from '../../src/ops/log.ts';
import { openQueue, type Queue } from '../../src/ops/queue.ts';
import { seeded } from '../../src/seeded.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { startNetwork } from '../support/network.ts';
import { putAsk } from '../support/put-ask.ts';
import { startQualityServer } from '../support/quality-server.ts';

// The database does what it was asked, and the connection ends before it can say so, as in a failover.

let fresh: FreshDatabase;
let queue: Queue;
const log = openLog('silent');
beforeAll(async () => {
  fresh = await freshDatabase();
  queue = await openQueue(fresh.url, log);
});
afterAll(async () => {
  await queue.stop(1000);
  await fresh.close();
});

it.each([1, 2, 3])('an ask whose writes lose their answers pays for nothing twice (seed %i)', async (seed) => {
  const { below } = seeded(String(seed), 'lost answers');
  const models = await startQualityServer();
  const network = await startNetwork(fresh.url);
  const database = openDatabase(network.url, { max: 4 });
  try {
    const openModel = openModels({ policy: { backoffMs: 1 } });
    const deps = {
      database,
      queue,
      openModel,
      openJudge: (model: string) => openJudge({ model, openModel }),
      progress: () => {},
      now: () => new Date(),
      log,
    };
    const id = await putAsk(
      { ...fresh, queue },
      { candidateModels: [models.candidateModel], judgeModel: models.judgeModel },
      { interactionId: `${seed}`, n: 5 },
    );
    let lost = 0;
    // The claim is the job's to repeat, and nothing is paid for before it.
    const claimed = async () => (await getAsk(fresh.database.db, id))?.state !== 'queued';
    const claiming = setInterval(async () => {
      if (!(await claimed())) return;
      clearInterval(claiming);
      network.loseAnswers(() => below(5) === 0 && ++lost > 0);
    }, 1);
    models.mood.candidateDelay = 20;
    await runAsk(id, deps, new AbortController().signal);
    expect(lost).toBeGreaterThan(1);
    expect(await getAsk(fresh.database.db, id)).toMatchObject({ state: 'voting', judged: true });
    const written = await candidatesOf(fresh.database.db, id);
    expect(written.filter(({ duplicateOf, slot }) => duplicateOf === slot)).toEqual([]);
    expect([written.length, models.counts.candidate]).toEqual([5, 5]);
    const compared = await comparisonsOf(fresh.database.db, id);
    expect([compared.length, models.counts.judge]).toEqual([4, 4]);
    expect((await fresh.database.db.select().from(usage)).filter(({ askId }) => askId === id)).toHaveLength(1);
    expect((await fresh.database.db.select().from(asks)).filter((ask) => ask.interactionId === `${seed}`)).toHaveLength(
      1,
    );
  } finally {
    network.loseAnswers(null);
    await database.close();
    await Promise.all([network.close(), models.close()]);
  }
});

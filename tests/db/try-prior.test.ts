import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { realistic } from '../../bench/tournament/scenarios.ts';
import { simulatedAsk } from '../../bench/tournament/trial-asks.ts';
import { changeGuildSettings, getGuildSettings } from '../../db/repo/guild-settings.ts';
import { promotionsOf } from '../../db/repo/promotions.ts';
import { judgedAsksOf } from '../../db/repo/tried-asks.ts';
import { audit } from '../../db/schema/audit.ts';
import { fitOnServer } from '../../src/cli/fit-prior/on-server.ts';
import { goBack } from '../../src/learning/promote.ts';
import { triedAskOf } from '../../src/learning/tried-asks.ts';
import { lookAtPrior } from '../../src/learning/try-prior.ts';
import { adaptive } from '../../src/tournament/adaptive.ts';
import { readFitted } from '../../src/tournament/fitted.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { placeAsks } from '../support/judged-server.ts';

const JUDGE = 'hf:RRM-32B@http://127.0.0.1:8000/v1';
const CHAT = 'hf:Qwen3-8B@http://127.0.0.1:8001/v1';
const JURY = 'escalate:hf:a@http://h/v1,hf:b@http://h/v1';
const REWARD = 'hf:Skywork-Reward-V2-Llama-3.1-8B@http://h/v1';
const pool = {
  JUDGE_MODEL: JUDGE,
  JUDGE_MODELS: [CHAT, JURY, REWARD],
  JUDGE_FORMAT: undefined,
  TOURNAMENT: 'adaptive',
};
const sure = realistic.find(({ name }) => name === 'rrm-32b')!;
const asked = (count: number, from: number) =>
  Array.from({ length: count }, (_, i) => simulatedAsk(sure, 4, from + i, adaptive()));
const begun = new Date('2026-03-01T12:00:00Z');
const later = new Date('2026-04-01T12:00:00Z');

let fresh: FreshDatabase;
let guildId = '';
let servers = 0;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.close());
beforeEach(() => {
  guildId = `12345678901234567${servers++}`;
  process.exitCode = undefined;
});

async function run(flags: { take?: true; json?: true } = {}): Promise<string> {
  let text = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((piece) => {
    text += piece;
    return true;
  });
  try {
    await fitOnServer(fresh.database, pool, { server: guildId, asks: 1000, ...flags });
  } finally {
    write.mockRestore();
  }
  return text;
}
const place = (count: number, from: number, at = begun, more: object = {}) =>
  placeAsks(fresh.database.db, asked(count, from), { guildId, judge: JUDGE, from: at, ...more });
const setting = async () => (await getGuildSettings(fresh.database.db, guildId))?.tournament ?? null;
const actions = async () =>
  (await fresh.database.db.select().from(audit).where(eq(audit.guildId, guildId))).map(({ action }) => action);

describe('tribunal fit-prior --server', { timeout: 120_000 }, () => {
  it('says how many questions are missing, and counts no open ballot and no other judge', async () => {
    await place(10, 0);
    await place(90, 100, later, { isOpen: true });
    await place(90, 200, later, { judge: CHAT });
    const said = await run({ take: true });
    expect(said).toMatch(/^Not enough data: 65 more closed questions judged by RRM-32B are needed .* There are 10\./);
    expect(process.exitCode).toBe(1);
    expect([await setting(), await actions()]).toEqual([null, []]);
  });

  it('tries a prior on newer questions once, takes it where it pays, and goes back', async () => {
    await place(200, 0);
    const said = await run();
    expect(said).toMatch(/^It pays: a prior fitted to RRM-32B on 120 questions .* tried on the 80 that came after/);
    expect(said).toMatch(/calls a question +\d\.\d\d → \d\.\d\d/);
    expect(said).toContain(`fit-prior --server ${guildId} --take`);
    expect([await setting(), await actions()]).toEqual([null, ['prior-tried']]);
    const taken = await run({ take: true });
    expect(taken).toMatch(/^Taken: /);
    expect(taken).toContain(`promote --server ${guildId} --back tournament`);
    expect(readFitted((await setting()) ?? '')).toMatchObject({ judge: JUDGE });
    expect(await actions()).toEqual(['prior-tried', 'tournament-promoted']);
    const [promotion] = await promotionsOf(fresh.database.db, guildId, 'tournament');
    expect(promotion).toMatchObject({
      kind: 'forward',
      before: null,
      figures: { older: 120, tried: 80, judge: JUDGE },
    });
    expect(await run()).toMatch(/^Not enough data: 30 more closed questions.*last trial.*each question once/);
    await goBack(fresh.database, { guildId, actorHash: null, now: later, what: 'tournament' });
    expect(await setting()).toBeNull();
    expect(await run({ take: true })).toMatch(/^Not enough data/);
    expect(await setting()).toBeNull();
  });

  it('prints JSON without the address of the judge', async () => {
    await place(150, 1000);
    const said = await run({ json: true });
    expect(said).not.toContain('127.0.0.1');
    expect(JSON.parse(said)).toMatchObject({
      judge: 'hf:RRM-32B@own-server',
      taken: false,
      trial: { gain: { n: 60 } },
    });
  });

  it('fits the next prior to what the last trial used, and tries it on what came since', async () => {
    await place(200, 0);
    const inCharge = { guildId, judge: JUDGE, tournament: 'adaptive', saved: { judge: null, tournament: null } };
    const first = await lookAtPrior(fresh.database, inCharge, 1000, later);
    expect(first).toMatchObject({ kind: 'tried', kept: { older: 120, tried: 80, decision: 'take' } });
    await place(29, 3000, later);
    expect(await lookAtPrior(fresh.database, inCharge, 1000, later)).toMatchObject({ kind: 'waits', missing: 1 });
    await place(1, 3100, new Date(later.getTime() + 3_600_000));
    expect(await lookAtPrior(fresh.database, inCharge, 1000, later)).toMatchObject({
      ...{ kind: 'tried', kept: { older: 200, tried: 30 } },
    });
  });

  it('changes nothing where somebody chose another tournament meanwhile', async () => {
    await place(80, 4000);
    const inCharge = { guildId, judge: JUDGE, tournament: 'adaptive', saved: { judge: null, tournament: null } };
    await changeGuildSettings(fresh.database.db, guildId, { tournament: 'elo' });
    expect(await lookAtPrior(fresh.database, inCharge, 1000, later)).toBeNull();
    expect(await actions()).toEqual([]);
  });

  it('refuses in words what has no prior', async () => {
    const { db } = fresh.database;
    await changeGuildSettings(db, guildId, { tournament: 'knockout' });
    await expect(run()).rejects.toThrow(/tournament is knockout.*Choose adaptive/);
    await changeGuildSettings(db, guildId, { tournament: null, judge: JURY });
    await expect(run()).rejects.toThrow(/Every judge of a jury/);
    await changeGuildSettings(db, guildId, { judge: REWARD });
    await expect(run()).rejects.toThrow(/score by itself/);
  });
});

describe('the asks of a trial', () => {
  it('are read as they were judged and voted on', async () => {
    const simulated = asked(5, 7000);
    await placeAsks(fresh.database.db, simulated, { guildId, judge: JUDGE, from: begun });
    const read = (await judgedAsksOf(fresh.database.db, guildId, JUDGE, 4)).map((ask) => triedAskOf(ask, JUDGE));
    expect(read).toHaveLength(4);
    for (const [i, ask] of read.entries()) {
      const { seed, n, effort, parallel, gone, arrived, duel, ofJudge } = simulated[i + 1]!;
      expect(ask).toMatchObject({ seed, n, effort, parallel, gone, arrived, duel });
      expect(ask?.ofJudge.map(({ id, first, second, verdict }) => [id, first, second, verdict])).toEqual(
        ofJudge
          .filter(({ verdict }) => verdict !== 'invalid')
          .map(({ id, first, second, verdict }) => [id, first, second, verdict]),
      );
    }
  });
});

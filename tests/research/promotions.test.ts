import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { promotions } from '../../db/schema/promotions.ts';
import { openCodes } from '../../src/research/export/codes.ts';
import { promotionPages } from '../../src/research/export/promotions.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { DAY, uuid } from '../support/research.ts';

const codes = openCodes('a key of the tests', 'an export');
const at = (hours: number) => new Date(DAY.getTime() + hours * 3_600_000);
let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
  const judge = { guildId: '3', what: 'judge', kind: 'forward', actorHash: 'manager', before: null } as const;
  const figures = (voters: number, simulated = 0) => ({
    ...{ asks: 51, votes: 199, voters, simulated },
    headToHead: { duels: 21, preferred: 0.6123, watched: { value: 0.55432, low: 0.50321, high: 0.61, n: 51 } },
  });
  const after = 'hf:Qwen3-8B#rules-3@http://10.1.2.3:8000/v1';
  await fresh.database.db.insert(promotions).values([
    { ...judge, id: uuid(4, 1), after, createdAt: at(1), figures: figures(5) },
    { ...judge, id: uuid(4, 2), kind: 'back', before: after, after: null, createdAt: at(2), figures: {} },
    { ...judge, id: uuid(4, 3), after: 'hf:few', createdAt: at(3), figures: figures(4) },
    { ...judge, id: uuid(4, 4), guildId: '9', after: 'hf:played', createdAt: at(4), figures: figures(9, 3) },
    {
      ...{
        ...judge,
        id: uuid(4, 5),
        what: 'tournament',
        before: 'elo',
        after: 'adaptive:5:1:1:1:1 for hf:RRM@http://10.1.2.3/v1',
      },
      ...{ createdAt: at(48), figures: { gain: 0.1, asks: 300 } },
    },
  ]);
});
afterAll(() => fresh.close());

const rows = async (scope: object = {}) => {
  const all = { guildId: null, since: null, until: null, ...scope };
  const found = [];
  for await (const page of promotionPages(fresh.database.db, all, codes)) found.push(...page);
  return found;
};

describe('the promotions of an export', () => {
  it('name judge and rules, but no address, no server, no person and no time', async () => {
    const all = await rows();
    expect(all).toHaveLength(5);
    expect(all.find(({ kind, after }) => kind === 'forward' && `${after}`.includes('rules'))).toEqual({
      ...{ server_id: codes.server('3'), day: '2026-03-01', what: 'judge', kind: 'forward', before: null },
      after: 'hf:Qwen3-8B#rules-3@own-server',
      ...{ asks_below: 100, votes_below: 200, duels_below: 50, preferred: 0.61 },
      ...{ watched: 0.55, watched_low: 0.5, watched_high: 0.61, simulated: false },
    });
    expect(all.find(({ what }) => what === 'tournament')?.after).toBe('adaptive:5:1:1:1:1 for hf:RRM@own-server');
    expect(JSON.stringify(all)).not.toMatch(/10\.1\.2\.3|manager|T\d\d:|"3"|0190a5b0/);
  });

  it('hold figures back where few people voted, and where they are of another kind', async () => {
    const all = await rows();
    for (const row of [all.find(({ after }) => after === 'hf:few'), all.find(({ what }) => what === 'tournament')])
      expect(row).toMatchObject({ asks_below: null, votes_below: null, duels_below: null, preferred: null });
  });

  it('are marked where questions of a playground are among them', async () => {
    expect((await rows()).filter(({ simulated }) => simulated)).toMatchObject([{ after: 'hf:played' }]);
  });

  it('keep the order of a server within a day, and that of no servers', async () => {
    const own = (await rows()).filter(({ server_id }) => server_id === codes.server('3'));
    expect(own.map(({ kind, what }) => `${what} ${kind}`)).toEqual([
      'judge forward',
      'judge back',
      'judge forward',
      'tournament forward',
    ]);
    const days = (await rows()).map(({ day, server_id }) => `${day} ${server_id}`);
    expect(days).toEqual(days.toSorted());
  });

  it('are those of the scope', async () => {
    expect(await rows({ guildId: '9' })).toHaveLength(1);
    expect(await rows({ since: at(2), until: at(4) })).toHaveLength(2);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Place, readDatabaseUrl, type Target } from '../../db/connection/database-url.ts';
import { type Answer, openPrimaryFinder } from '../../db/connection/primary.ts';
import { DatabaseError } from '../../db/database-error.ts';

const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
const crowded = Object.assign(new Error('sorry, too many clients already'), { code: '53300' });
type Said = Partial<Omit<Answer, 'place'>> & { afterMs?: number };

/** A finder among servers `a`, `b`, `c`… that answer what is given, in turn. */
function finderOf(said: readonly Said[], target: Target = 'read-write') {
  const names = said.map((_, i) => String.fromCharCode(97 + i));
  const address = readDatabaseUrl(`postgres://${names.join(',')}/d?target_session_attrs=${target}`);
  let asked = 0;
  const ask = async (place: Place): Promise<Answer> => {
    asked++;
    const { afterMs = 0, ...answer } = said[names.indexOf(place.host)] ?? {};
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    return { place, role: null, timeline: 0, error: null, ...answer };
  };
  return { ...openPrimaryFinder(address, ask), places: address.places, asked: () => asked };
}

const primary = { role: 'primary' } as const;
const standby = { role: 'standby' } as const;
const away = { role: null, error: refused } as const;

describe('of several servers, the primary is', () => {
  it.each([
    [[standby, primary], 'b'],
    [[away, standby, primary], 'c'],
    [[primary], 'a'],
    [[{ role: 'read-only' as const }, primary], 'b'],
  ])('the one that takes writes: %j', async (said, host) => {
    expect(await finderOf(said).find()).toMatchObject({ host });
  });

  it('the one that was promoted last, where an old primary has come back', async () => {
    const said = [
      { ...primary, timeline: 1 },
      { ...primary, timeline: 2, afterMs: 20 },
    ];
    expect(await finderOf(said).find()).toMatchObject({ host: 'b' });
    expect(await finderOf(said.toReversed()).find()).toMatchObject({ host: 'a' });
  });

  it('found without waiting for a machine that says nothing', async () => {
    expect(await finderOf([{ ...standby, afterMs: 60_000 }, primary]).find()).toMatchObject({ host: 'b' });
  });

  it('any one that is no standby, if only that is asked for', async () => {
    const said = [standby, { role: 'read-only' as const }];
    expect(await finderOf(said, 'primary').find()).toMatchObject({ host: 'b' });
    await expect(finderOf(said).find()).rejects.toThrow(/b:5432 has default_transaction_read_only on/);
  });

  it('none, with the reason of each', async () => {
    const finding = finderOf([away, standby, { role: null, error: crowded }]).find();
    await expect(finding).rejects.toThrow(DatabaseError);
    await expect(finding).rejects.toThrow(
      /No server of DATABASE_URL takes writes: a:5432 cannot be asked: nothing listens there.*b:5432 is a standby.*c:5432 cannot be asked: it has too many connections/,
    );
  });

  it('asked for once by all who want to know at the same time, and again by the next', async () => {
    const finder = finderOf([standby, primary]);
    await Promise.all([finder.find(), finder.find(), finder.find()]);
    expect(finder.asked()).toBe(2);
    await finder.find();
    expect(finder.asked()).toBe(4);
  });

  it('a server that takes writes whenever there is one, and of those the first on the newest timeline', async () => {
    const answer = fc.oneof(
      fc.constantFrom<Said>(standby, away, { role: 'read-only' }),
      fc.record({ role: fc.constant('primary' as const), timeline: fc.integer({ min: 0, max: 3 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(answer, { minLength: 2, maxLength: 5 }), async (said) => {
        const finder = finderOf(said);
        const able = said.flatMap((one, i) => (one.role === 'primary' ? [{ i, timeline: one.timeline ?? 0 }] : []));
        const best = able.sort((a, b) => b.timeline - a.timeline || a.i - b.i)[0];
        if (best) expect(await finder.find()).toBe(finder.places[best.i]);
        else await expect(finder.find()).rejects.toThrow(DatabaseError);
      }),
    );
  });
});

describe('a server that owes an answer', () => {
  it.each([
    ['is still the primary', [primary, standby], false],
    ['is so busy that it takes nobody more', [{ role: null, error: crowded }, standby], false],
    ['cannot be reached', [away, standby], true],
    ['was set back to a standby', [standby, standby], true],
    [
      'is a primary that another one has replaced',
      [
        { ...primary, timeline: 1 },
        { ...primary, timeline: 2 },
      ],
      true,
    ],
  ] as const)('%s', async (_, said, gone) => {
    const finder = finderOf(said);
    expect(await finder.isGone(finder.places[0] as Place)).toBe(gone);
  });
});

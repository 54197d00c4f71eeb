import { sql as query } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { votesForAgreement } from '../../db/repo/agreement-votes.ts';
import { publicModel as inSql } from '../../db/repo/public-model.ts';
import { judgesOf } from '../../db/repo/votes.ts';
import { pickWinRate, pickWinRateByVote } from '../../src/agreement/pick-win-rate.ts';
import { estimate } from '../../src/agreement/share-estimate.ts';
import { publicModel } from '../../src/model-name.ts';
import { gatherReport, type ReportData } from '../../src/research/report/gather.ts';
import { reportPage } from '../../src/research/report/page.ts';
import { serverAgreement } from '../../src/research/server-agreement.ts';
import { fillCommunity } from '../support/community.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

describe('the report', () => {
  let fresh: FreshDatabase;
  let data: ReportData;
  const everything = { since: null, guildId: null };
  const now = new Date('2026-11-01T12:00:00Z');

  beforeAll(async () => {
    fresh = await freshDatabase();
    await fillCommunity(fresh.database, { questions: 100, voters: 5, agreePercent: 70 });
    const { sql } = fresh.database;
    await sql`update votes set flags = '{asker}' where interaction_id = 'ask 0 vote 0'`;
    await sql`update votes set flags = '{late}', current = false where interaction_id = 'ask 1 vote 0'`;
    await sql`update votes set blind = false where interaction_id = 'ask 2 vote 0'`;
    await sql`update votes set choice = 'tie', slot = null, position = null where interaction_id = 'ask 3 vote 0'`;
    data = await gatherReport(fresh.database.db, everything, now);
  });
  afterAll(() => fresh.close());

  it('counts votes, pairs and majorities as one does by hand', async () => {
    const rows = await fresh.database.sql<{ ask: string; slot: number | null }[]>`
      select a.interaction_id as ask, v.slot
      from votes v join ballots b on b.id = v.ballot_id join asks a on a.id = b.ask_id
      where v.current and v.blind and v.flags = '{}'`;
    const sided = rows.filter(({ slot }) => slot !== null);
    const asks = [...Map.groupBy(rows, ({ ask }) => ask).values()];
    const decided = asks
      .map((votes) => votes.filter(({ slot }) => slot === 0).length - votes.filter(({ slot }) => slot === 1).length)
      .filter((lead) => lead !== 0);
    const pairs = asks.flatMap((votes) =>
      votes.flatMap((one, i) => votes.slice(i + 1).map((two) => one.slot === two.slot)),
    );
    expect(data.all).toMatchObject({ questions: 100, votes: 497, ties: 1, bothBad: 0 });
    expect(data.all.withJudge).toMatchObject({ n: 496, value: sided.filter(({ slot }) => slot === 0).length / 496 });
    expect(data.all.majorityWithJudge).toMatchObject({
      n: decided.length,
      value: decided.filter((lead) => lead > 0).length / decided.length,
    });
    expect(data.all.amongPeople).toMatchObject({ n: pairs.length, value: pairs.filter(Boolean).length / pairs.length });
    expect(data.by.effort.reduce((sum, { votes }) => sum + votes, 0)).toBe(497);
    const { bins, brier } = data.calibration;
    expect(bins.reduce((sum, { n }) => sum + n, 0)).toBe(decided.length);
    const stated = (ask: string) => 0.5 + (Number(ask.slice(4)) % 5) * 0.1;
    const misses = [...Map.groupBy(rows, ({ ask }) => ask)].flatMap(([ask, votes]) => {
      const lead = votes.filter(({ slot }) => slot === 0).length - votes.filter(({ slot }) => slot === 1).length;
      return lead === 0 ? [] : [(Number(lead > 0) - stated(ask)) ** 2];
    });
    expect(brier.value).toBeCloseTo(misses.reduce((sum, one) => sum + one, 0) / misses.length, 12);
  });

  it('knows the judge’s slot and that it never turned with the order', () => {
    expect(data.judges.map(({ judge, calls }) => [judge, calls])).toEqual([
      ['', 200],
      ['judge-0', 100],
      ['judge-1', 100],
    ]);
    expect(data.judges[0]?.firstSlot.value).toBe(0.5);
    expect(data.judges[0]?.flips).toMatchObject({ value: 0, n: 100 });
  });

  it('takes the rates of a judge from the first verdict of each ordered pair, however often it was asked', async () => {
    const { sql, db } = fresh.database;
    const again = (number: number, verdict: string) => sql`
      insert into comparisons (ask_id, number, first, second, tier, sample, verdict, invalid_reason, conflict, forced, model,
        format, format_version, params, reasoning, answer, notes, latency_ms)
      select ask_id, ${number}, first, second, 0, 1, ${verdict}, ${verdict === 'invalid' ? 'truncated' : null}, false, false, model, format, format_version, params, '', '', '{}', 10
      from comparisons where number = 1`;
    await again(3, 'second');
    await again(4, 'invalid');
    const { judges } = await gatherReport(db, everything, now);
    expect(judges[0]).toMatchObject({
      calls: 400,
      firstSlot: { value: 0.5, n: 200 },
      invalid: { value: 0, n: 200 },
      flips: { value: 0, n: 100 },
    });
    await sql`delete from comparisons where number > 2`;
  });

  it('weighs questions by how likely their opponent was among how many, ties half, as the pure rule does', async () => {
    const { sql, db } = fresh.database;
    await sql`update ballots b set opponent_probability = 0.125 from asks a where a.id = b.ask_id and substring(a.interaction_id from 5)::int % 2 = 0`;
    await sql`update asks set standings = '{0,1,2,3,4}' where substring(interaction_id from 5)::int % 2 = 0`;
    const rows = await sql<{ cluster: string; slot: number | null; probability: number; others: number }[]>`
      select a.id as cluster, v.slot, b.opponent_probability as probability, cardinality(a.standings) - 1 as others
      from votes v join ballots b on b.id = v.ballot_id join asks a on a.id = b.ask_id
      where v.current and v.blind and v.flags = '{}'`;
    const votes = rows.map((row) => ({
      ...row,
      vote: row.slot === 0 ? ('pick' as const) : row.slot === 1 ? ('opponent' as const) : ('tie' as const),
    }));
    const questions = [...Map.groupBy(votes, ({ cluster }) => cluster).values()].map((of) => {
      const count = (vote: string) => of.filter((one) => one.vote === vote).length;
      return { ...of[0]!, pick: count('pick'), opponent: count('opponent'), tie: count('tie') };
    });
    const options = { resamples: 1, seed: '1' };
    const { all } = await gatherReport(db, everything, now);
    for (const [found, pure] of [
      [all.winRate, estimate(pickWinRate, questions, options)],
      [all.winRateByVote, estimate(pickWinRateByVote, votes, options)],
    ] as const)
      for (const bound of ['value', 'low', 'high'] as const) expect(found[bound]).toBeCloseTo(pure[bound]!, 10);
    expect([all.winRate.n, all.winRateByVote.n]).toEqual([100, 497]);
    const { pickWins } = serverAgreement(await votesForAgreement(db, '77', new Date(0)));
    expect(pickWins.value).toBeCloseTo(all.winRate.value!, 10);
    await sql`update ballots set opponent_probability = 1`;
    await sql`update asks set standings = '{0,1}'`;
  });

  it('calls a majority what more people chose than anything else, wherever it counts one', async () => {
    const { sql, db } = fresh.database;
    const before = (await gatherReport(db, everything, now)).all.majorityWithJudge;
    // Ask 0 has five votes, four of which count: two for a tie now, and two for the pick.
    const say = (vote: number, slot: number | null) => sql`
      update votes set choice = ${slot === null ? 'tie' : 'candidate'}, slot = ${slot}, position = ${slot}
      where interaction_id = ${`ask 0 vote ${vote}`}`;
    const stored =
      await sql`select interaction_id, choice, slot, position from votes where interaction_id like 'ask 0 vote %'`;
    for (const [vote, slot] of [
      [1, null],
      [2, null],
      [3, 0],
      [4, 0],
    ] as const)
      await say(vote, slot);
    const level = (await gatherReport(db, everything, now)).all.majorityWithJudge;
    expect(level.n).toBe(before.n - 1);
    await say(2, 0);
    const sided = (await gatherReport(db, everything, now)).all.majorityWithJudge;
    expect(sided.n).toBe(before.n);
    for (const row of stored)
      await sql`update votes set choice = ${row.choice}, slot = ${row.slot}, position = ${row.position} where interaction_id = ${row.interaction_id}`;
  });

  it('says how often people and the judge take the longer answer, where one is', async () => {
    expect(data.all.longer.n).toBe(0);
    const { sql, db } = fresh.database;
    await sql`update candidates c set characters = 100 + 50 * slot from asks a where a.id = c.ask_id and substring(a.interaction_id from 5)::int >= 50`;
    const [people] = await sql<{ longer: number; of: number }[]>`
      select count(*) filter (where v.slot = 1)::int as longer, count(*)::int as of
      from votes v join ballots b on b.id = v.ballot_id join asks a on a.id = b.ask_id
      where v.current and v.blind and v.flags = '{}' and v.slot is not null and substring(a.interaction_id from 5)::int >= 50`;
    const { all, judges } = await gatherReport(db, everything, now);
    expect(all.longer).toMatchObject({ n: people?.of, value: (people?.longer ?? 0) / (people?.of ?? 1) });
    // Both comparisons name candidate 0: it is shown first in comparison 1 and second in comparison 2.
    expect(judges[0]?.longer).toMatchObject({ n: 100, value: 0 });
    await sql`update candidates set characters = null`;
  });

  it('holds further judges against the stored one on the same pairs', async () => {
    const { sql, db } = fresh.database;
    await sql`insert into consents (id, person_hash, decision) values (gen_random_uuid(), 'asker', 'given')`;
    // The shadow judge contradicts the stored judge on every fourth ask.
    await sql`insert into shadow_comparisons (ask_id, number, judge, model, verdict, conflict, forced, format, format_version, params, reasoning, answer, latency_ms)
      select c.ask_id, c.number, 'hf:further', 'hf:further',
        case when (c.verdict = 'first') = (substring(a.interaction_id from 5)::int % 4 > 0) then 'first' else 'second' end,
        false, false, 'rrm', 1, '{}', '', '', 1
      from comparisons c join asks a on a.id = c.ask_id`;
    const { shadows } = await gatherReport(db, everything, now);
    expect(shadows).toMatchObject([{ judge: 'further', comparisons: 200, sameVerdict: { value: 0.75 } }]);
    const page = reportPage({ ...data, shadows });
    expect(page).toMatch(/McNemar’s p.*>further<.*[−+]\d+\.\d points \(/s);
    await sql`delete from shadow_comparisons`;
  });

  it('counts every flag, and says what was left out, and why', () => {
    expect(data.flags).toEqual([
      { what: 'asker', count: 1 },
      { what: 'late', count: 1 },
    ]);
    expect(data.votes).toEqual([
      { what: 'asker', count: 1 },
      { what: 'counted', count: 497 },
      { what: 'late', count: 1 },
      { what: 'not-blind', count: 1 },
    ]);
    expect(data.asks).toEqual([{ what: 'ballot', count: 100 }]);
  });

  it('keeps to its scope', async () => {
    const later = await gatherReport(fresh.database.db, { since: new Date('2026-10-01'), guildId: '77' }, now);
    expect(later.all.questions).toBeLessThan(100);
    const elsewhere = await gatherReport(fresh.database.db, { since: null, guildId: '78' }, now);
    expect(elsewhere.all.questions).toBe(0);
    expect(reportPage(elsewhere)).toMatch(/There is not enough data yet/);
  });

  it('names calls that another model answered than was asked, and no others', async () => {
    expect(data.others).toEqual([]);
    const { sql } = fresh.database;
    await sql`update comparisons set answered_by = model`;
    await sql`update candidates set answered_by = 'somebody-else' where slot = 0`;
    const { others } = await gatherReport(fresh.database.db, everything, now);
    expect(others.map(({ answeredBy }) => answeredBy)).toEqual(others.map(() => 'somebody-else'));
    expect(others.reduce((sum, { calls }) => sum + calls, 0)).toBe(100);
    expect(reportPage({ ...data, others })).toMatch(/Another model than was asked[\s\S]*somebody-else/);
  });

  it('calls models by their names, and no server by its address', async () => {
    const { sql, db } = fresh.database;
    await sql`update asks set settings = settings || '{"judgeModel": "hf:owner/RRM-7B@http://10.1.2.3:8000/v1"}' where settings->>'judgeModel' = 'hf:judge-0'`;
    await sql`update comparisons set model = 'hf:owner/RRM-7B@http://10.1.2.3:8000/v1', answered_by = 'another-one' where model = 'hf:judge-0'`;
    await sql`update candidates set model = 'hf:writer@https://box.local/v1' where slot = 0`;
    await sql`insert into shadow_comparisons (ask_id, number, judge, model, verdict, conflict, forced, format, format_version, params, reasoning, answer, latency_ms)
      select ask_id, number, judge, judge, verdict, false, false, 'rrm', 1, '{}', '', '', 1
      from comparisons, unnest(array['hf:RRM-32B@http://10.1.2.3:8000/v1', 'hf:RRM-32B@http://10.9.9.9:8000/v1']) judge`;
    await sql`insert into consents (id, person_hash, decision) values (gen_random_uuid(), 'asker', 'given')`;
    const found = await gatherReport(db, everything, now);
    const whole = JSON.stringify(found) + reportPage(found).replaceAll('http://www.w3.org', '');
    expect(whole).not.toMatch(/:\/\/|10\.[19]\.|box\.local|\bv1\b/);
    expect(found.by.judge.map(({ name }) => name)).toEqual(['judge-1', 'RRM-7B']);
    expect(found.by.model.map(({ name }) => name)).toEqual(['writer']);
    expect(found.others.map(({ asked }) => asked)).toContain('RRM-7B');
    const [mine] = (await judgesOf(db, '77', 25)).filter((name) => name.includes('RRM'));
    expect(mine).toBe('hf:owner/RRM-7B@own-server');
    const { ballots } = await votesForAgreement(db, '77', new Date(0), mine);
    expect(ballots.length).toBe(50);
    expect(ballots.reduce((sum, one) => sum + one.pick + one.opponent + one.tie + one.bothBad + one.leftOut, 0)).toBe(
      250,
    );
    const names = [
      'hf:a/b@http://x:1/v1',
      'hf:a/b@https://x/v1',
      'hf:a/b@novita',
      'anthropic:c',
      'a@http://',
      'x@http://y z',
      'escalate:hf:a/b@http://x:1/v1,hf:c@https://y/v1,hf:d@novita',
      'hf:a@http://x/1,2',
      'local:/home/ada/models/x.gguf',
      'escalate:local:models/x.gguf,local:hf:a/b:Q4_K_M',
      'local:C:\\models\\x.gguf',
      'hf:a/b#rules-12@http://x:1/v1',
      'escalate:hf:a#rules-1@http://h:1/v1,hf:b,hf:c#rules-22',
    ];
    const said = await Promise.all(
      names.map(
        async (name) =>
          (await db.execute<{ name: string }>(query`select ${inSql(query`${name}::text`)} as name`))[0]?.name,
      ),
    );
    expect(said).toEqual(names.map(publicModel));
    expect(found.shadows.map(({ judge }) => judge)).toEqual(['hf:RRM-32B@own-server 1', 'hf:RRM-32B@own-server 2']);
    await sql`delete from shadow_comparisons`;
  });

  it('is one page without scripts, addresses or anybody’s words', () => {
    const page = reportPage(data);
    expect(reportPage(data)).toBe(page);
    expect(page).toMatch(
      /in \d\d\.\d\s%: between \d\d\.\d\s% and \d\d\.\d\s%, however often you look\. Each of 100 questions weighs the same/,
    );
    expect(page).not.toMatch(/SECRET|voter \d|<script|https?:(?!\/\/www\.w3\.org)|src=|NaN|undefined/);
    expect(page.match(/<caption>/g)?.length).toBe(page.match(/<table>/g)?.length);
    // Each plot is drawn twice, for wide and for narrow screens.
    const plots = page.match(/role="img" aria-label="[^"]{20,}/g)?.length ?? 0;
    expect(page.match(/<svg class="(wide|narrow)"/g)?.length).toBe(2 * plots);
    expect(page.match(/<svg/g)?.length).toBe(2 * plots);
  });

  it('begins with ranges that hold however often one looks, unless the study is finished', async () => {
    const { db } = fresh.database;
    const live = await gatherReport(db, everything, now);
    const page = reportPage(live);
    expect(page).toMatch(
      /<p class="lead">People prefer .* in \d+\.\d.%: between \d+\.\d.% and \d+\.\d.%, however often you look\./,
    );
    expect(page.indexOf('However often you look')).toBeLessThan(page.indexOf('How often people and the judge agree'));
    expect(page).toContain('The pick, effort deep');
    expect(page).not.toContain('From which confidence on');

    const finished = await gatherReport(db, everything, now, true);
    const once = reportPage(finished);
    expect(once).toContain('A finished study: in brackets stands the range');
    expect(once).not.toContain('However often you look');
    expect(once).toMatch(
      /From which confidence on can the judge be trusted\?.*(No threshold can be promised yet|at least 80 of 100 times; that is)/s,
    );
  });
});

import { setTimeout as sleep } from 'node:timers/promises';
import { asks } from '../../db/schema/asks.ts';
import { candidates } from '../../db/schema/candidates.ts';
import { comparisons } from '../../db/schema/comparisons.ts';
import { votes } from '../../db/schema/votes.ts';
import { seeded } from '../../src/seeded.ts';
import type { FreshDatabase } from '../support/database.ts';
import { buttonsOf, textOf } from '../support/messages.ts';
import { type Cast, castVotes, choices, countVotes } from './cast-votes.ts';
import { over } from './kill-run.ts';
import { farEnds, openKillWorld } from './kill-world.ts';
import { pairsTwice, slotsTwice } from './twice.ts';
import { until } from './until.ts';

export interface StormFigures {
  seed: number;
  /** The faults, in order. */
  faults: string[];
  /** Asks that were acknowledged. */
  asksAcknowledged: number;
  /** Acknowledged asks without a row. Their askers were told to ask again and got their text back. */
  asksRefused: number;
  /** Asks with a row. */
  asksTaken: number;
  asksEnded: number;
  asksFailed: number;
  /** Messages that still show progress, or nothing, at the end. Must be 0. */
  messagesLeft: number;
  messagesDoubled: number;
  votesTold: number;
  votesKept: number;
  /** Repeated comparisons of a pair, which a knockout never makes. Must be 0. */
  paidTwice: number;
  slotsTwice: number;
  /** How often the bot ended by itself. Must be 0. */
  deaths: number;
  /** Whether a question after the storm was answered within a minute. */
  worksAfter: boolean;
  /** At which try. A circuit breaker may still be open at the first ones. */
  triesAfter: number;
}

const ASKS = 3;
const FAULTS = 5;

/**
 * Asks and votes while dependencies fail, at moments and in ways that the seed chooses.
 * Counts the results.
 */
export async function stormRun(seed: number, fresh: FreshDatabase): Promise<StormFigures> {
  const { below } = seeded(String(seed), 'storm');
  const world = await openKillWorld(fresh);
  const { discord, models, networks } = world;
  const { db, sql } = fresh.database;
  const people = discord.members.map(({ user }) => user.id);
  const asker = people[0] ?? '';
  const voters = people.slice(1, 4);
  const seen = () => discord.messages(discord.channelId, asker);
  const askRows = () => db.select().from(asks);
  const faults: string[] = [];
  const casts: Cast[] = [];
  let stormy = true;

  const again = async () => {
    // Start it again until its dependencies are back, as a supervisor does.
    while (
      !(await world.start().then(
        () => true,
        () => false,
      ))
    )
      await sleep(200);
    // Expire the lease of the dead process, so that the run need not wait for it.
    await sql`update pgboss.job set heartbeat_on = now() - interval '1 hour' where state = 'active'`;
  };
  let restarting = Promise.resolve();
  const restart = (signal: 'SIGKILL' | 'SIGTERM') => {
    restarting = restarting.then(() => world.kill(signal)).then(again);
    return restarting;
  };
  const breakFarEnd = async (): Promise<void> => {
    const name = farEnds[below(farEnds.length)] as (typeof farEnds)[number];
    const how = (['closed', 'reset', 'away', 'stalled'] as const)[below(4)] as string;
    const ms = 200 + below(4000);
    const network = networks[name];
    faults.push(`${name} ${how}`);
    if (how === 'stalled') network.stall(true);
    if (how === 'away') network.take(false);
    if (how !== 'stalled') network.cut(how === 'closed' ? 'closed' : 'reset');
    await sleep(ms);
    network.take(true);
    network.stall(false);
  };
  const breakAnswers = async (): Promise<void> => {
    const status = [500, 502, 503, 429][below(4)] as number;
    const whose = (['discord', 'candidate', 'judge'] as const)[below(3)] as 'discord' | 'candidate' | 'judge';
    const [times, ms] = [1 + below(6), 200 + below(3000)];
    faults.push(`${whose} ${status}`);
    if (whose === 'discord') return discord.faults.failRest(/webhooks|messages/, status, times, 0.3);
    models.mood[`${whose}Status`] = status;
    await sleep(ms);
    models.mood[`${whose}Status`] = 200;
  };
  const strike = (): Promise<void> => {
    const kind = below(10);
    if (kind < 5) return breakFarEnd();
    if (kind < 8) return breakAnswers();
    if (kind === 8) {
      faults.push('gateway dropped');
      return Promise.resolve(discord.faults.dropGateway());
    }
    const signal = below(2) ? 'SIGKILL' : 'SIGTERM';
    faults.push(signal);
    return restart(signal);
  };

  try {
    await world.start();
    const putting: Promise<unknown>[] = [];
    const struck: Promise<void>[] = [];
    const events = [...Array(ASKS).fill('ask'), ...Array(FAULTS).fill('fault')]
      .map((what: 'ask' | 'fault') => ({ what, at: below(6000) }))
      .sort((a, b) => a.at - b.at);
    const voting = (async () => {
      for (let wave = 0; stormy; wave++) {
        const duels = seen().filter((message) => buttonsOf(message).some(({ label }) => label === choices[0]));
        casts.push(...(await castVotes(discord, duels, voters, choices[wave % 3] as string)));
        await sleep(100);
      }
    })();
    let [now, question] = [0, 0];
    for (const { what, at } of events) {
      await sleep(at - now);
      now = at;
      if (what === 'fault') struck.push(strike());
      else putting.push(put(`Question ${question++}?`));
    }
    await Promise.all(struck);
    const acknowledged = (await Promise.all(putting)).filter(Boolean).length;
    await until(async () => {
      await sql`update pgboss.job set start_after = now() where name in ('ask-run', 'ask-given-up') and state = 'retry'`;
      return (await askRows()).every(({ state }) => over.includes(state)) && left().length === 0;
    }, 90_000);
    stormy = false;
    await voting;
    const before = seen().length;
    let triesAfter = 0;
    let answered = false;
    await until(async () => {
      if (answered) return true;
      triesAfter++;
      await put('And now?');
      await until(async () => left().length === 0, 20_000);
      answered = (await askRows()).some(({ prompt, state }) => prompt === 'And now?' && state === 'voting');
      if (!answered) await sleep(2000);
      return answered;
    }, 60_000);

    const rows = (await askRows()).filter(({ prompt }) => prompt !== 'And now?');
    const judged = (await db.select().from(comparisons)).filter(({ verdict }) => verdict !== 'invalid');
    const written = await db.select().from(candidates);
    const stored = new Set((await db.select().from(votes)).map(({ interactionId }) => interactionId));
    const votesCounted = countVotes(casts, stored);
    return {
      seed,
      faults,
      asksAcknowledged: acknowledged,
      asksRefused: seen().filter((message) => /nothing is lost/.test(textOf(message))).length,
      asksTaken: rows.length,
      asksEnded: rows.filter(({ state }) => over.includes(state)).length,
      asksFailed: rows.filter(({ state }) => state === 'failed').length,
      messagesLeft: left().length,
      messagesDoubled: before - acknowledged,
      votesTold: votesCounted.told,
      votesKept: votesCounted.kept,
      paidTwice: pairsTwice(judged),
      slotsTwice: slotsTwice(written),
      deaths: world.deaths.length,
      worksAfter: answered,
      triesAfter,
    };
  } finally {
    stormy = false;
    await world.close();
  }

  /** Asks a question. @returns null when the bot does not acknowledge it. */
  function put(prompt: string): Promise<unknown> {
    return discord
      .as(asker)
      .slash('ask', { prompt, candidates: 4, voting: 'duel' })
      .catch(() => null);
  }

  /** The texts of messages that still show progress, or nothing. */
  function left() {
    return seen()
      .map(textOf)
      .filter((text) => !text || /In the queue|Writing:|Judging:|judge is being started/.test(text));
  }
}

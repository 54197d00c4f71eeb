import type { APIMessage } from 'discord-api-types/v10';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asks } from '../../db/schema/asks.ts';
import { ballots } from '../../db/schema/ballots.ts';
import { startWorld, type World } from '../support/bot.ts';
import { buttonsOf } from '../support/messages.ts';
import { type PublicFacts, predictorsFor } from '../support/public-facts.ts';

/**
 * So many that chance is no explanation: of some thousand guesses, each is always right or wrong once in 2²⁷.
 */
const DUELS = 28;
const CANDIDATES = 3;

/** Every text and number in a message, by its path, such as `components.0.components.5.custom_id`. */
function factsIn(value: unknown, path = ''): [string, string][] {
  if (value === null || value === undefined) return [];
  if (typeof value !== 'object') return [[path, String(value)]];
  return Object.entries(value).flatMap(([key, inner]) => factsIn(inner, path === '' ? key : `${path}.${key}`));
}

/** Adds the ids inside custom_ids as facts of their own. */
const withIds = (facts: [string, string][]): [string, string][] =>
  facts.flatMap(([path, text]) => [
    [path, text],
    ...(/[0-9a-f-]{36}/.exec(text) ?? []).map((id): [string, string] => [`${path} id`, id]),
  ]);

describe('what Discord sends to everybody about a duel', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.close());

  it('holds nothing that our own public draw, or any bit of it, turns into the pick', async () => {
    const { db } = world.database;
    const ada = world.discord.as(world.id('Ada'));
    const seen = new Set<string>();
    const duels: { facts: PublicFacts; pickIsFirst: boolean }[] = [];
    for (let i = 0; i < DUELS; i++) {
      await ada.slash('ask', { prompt: `Why is the sky blue? ${i}`, candidates: CANDIDATES });
      const isNew = (m: APIMessage) => !seen.has(m.id) && buttonsOf(m).some(({ label }) => label === 'A is better');
      const message = await ada.waitFor(isNew, 40_000);
      seen.add(message.id);
      const [row] = await db
        .select({ pick: asks.pick, shown: ballots.shown, seedIsPublic: asks.seedIsPublic })
        .from(asks)
        .innerJoin(ballots, eq(ballots.askId, asks.id))
        .where(eq(asks.messageId, message.id));
      expect(row?.seedIsPublic).toBe(false);
      duels.push({ facts: Object.fromEntries(withIds(factsIn(message))), pickIsFirst: row?.shown[0] === row?.pick });
    }
    const names = Object.keys(duels[0]?.facts ?? {}).filter(
      (name) => new Set(duels.map((d) => d.facts[name])).size > 1,
    );
    expect(names).toContain('interaction_metadata.id');
    const always = predictorsFor(names, CANDIDATES - 1).filter(({ picksFirst }) => {
      const right = duels.filter(({ facts, pickIsFirst }) => picksFirst(facts) === pickIsFirst).length;
      return right === DUELS || right === 0;
    });
    expect(always.map(({ name }) => name)).toEqual([]);
  });
});

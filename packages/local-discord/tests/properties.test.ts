import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { createClock } from '../src/clock.ts';
import { flatten, numbered, type Part } from '../src/components.ts';
import { mayUse, memberPermissions } from '../src/discord-permissions.ts';
import { createState, user } from '../src/discord-state.ts';
import { mentionsOf } from '../src/mentions.ts';
import { snowflakes } from '../src/snowflake.ts';

const id = fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined });
const part = (depth: number): fc.Arbitrary<Part> =>
  (depth === 0
    ? fc.record({ type: fc.constant(10), id })
    : fc.record({
        type: fc.constant(17),
        id,
        components: fc.array(part(depth - 1), { maxLength: 4 }),
      })) as fc.Arbitrary<Part>;
const trees = fc.oneof(part(0), part(1), part(2));

describe('numbers of components', () => {
  it('are whole and all different where the given ones are, and the given ones stay', () => {
    fc.assert(
      fc.property(fc.array(trees, { maxLength: 6 }), (parts) => {
        const given = flatten(parts).map(({ id }) => id);
        const named = given.filter((id) => id);
        fc.pre(new Set(named).size === named.length);
        const ids = flatten(numbered(parts)).map(({ id }) => id);
        expect(new Set(ids).size).toBe(given.length);
        expect(ids.every((id) => Number.isInteger(id) && (id ?? 0) > 0)).toBe(true);
        for (const [index, id] of given.entries()) if (id) expect(ids[index]).toBe(id);
      }),
    );
  });
});

describe('snowflakes', () => {
  it('grow, whatever the clock does, and tell its time where it goes forward', () => {
    const epoch = 1_420_070_400_000;
    fc.assert(
      fc.property(fc.array(fc.integer({ min: epoch, max: 2 ** 41 }), { minLength: 1 }), (times) => {
        let now = 0;
        const next = snowflakes(() => now);
        const made = times.map((time) => {
          now = time;
          return BigInt(next());
        });
        for (let i = 1; i < made.length; i++) expect((made[i] ?? 0n) > (made[i - 1] ?? 0n)).toBe(true);
        expect(Number((made[0] ?? 0n) >> 22n) + epoch).toBe(times[0]);
      }),
    );
  });
});

describe('pings', () => {
  const clock = createClock();
  const state = createState({ botToken: 't', botIsIn: true, guildName: 'g', channelNames: ['c'], clock });
  const ada = { user: user(state.nextId(), 'Ada'), moderator: false, locale: 'en-US' };
  state.members.set(ada.user.id, ada);
  const words = fc.constantFrom(
    `<@${ada.user.id}>`,
    '@everyone',
    '@here',
    `<@&${state.guildId}>`,
    '`',
    '```',
    'a',
    '\n',
  );

  it('are none where nothing may be parsed, whatever is said', () => {
    fc.assert(
      fc.property(fc.array(words), (said) => {
        expect(mentionsOf(state, said.join(''), { parse: [] }, 'message')).toEqual({
          mentions: [],
          mention_roles: [],
          mention_everyone: false,
        });
      }),
    );
  });

  it('are of people who are named, once each', () => {
    fc.assert(
      fc.property(fc.array(words.filter((word) => !word.includes('`'))), (said) => {
        const text = said.join('');
        const { mentions } = mentionsOf(state, text, undefined, 'webhook');
        expect(mentions.length).toBe(text.includes(ada.user.id) ? 1 : 0);
      }),
    );
  });
});

describe('permissions', () => {
  it('are enough where every bit that is needed is there', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 1n << 52n }), fc.boolean(), (needed, moderator) => {
        const has = memberPermissions(moderator);
        expect(mayUse(has, needed.toString())).toBe(needed !== 0n && (needed & ~has) === 0n);
      }),
    );
    expect(mayUse(0n, null)).toBe(true);
  });
});

describe('the clock', () => {
  it('rings once, when its time has come by being turned on, and not when called off', () => {
    const clock = createClock(() => 1000);
    const rung = vi.fn();
    clock.after(50, rung);
    const callOff = clock.after(60, rung);
    clock.advance(49);
    expect(rung).not.toHaveBeenCalled();
    clock.advance(1);
    expect(rung).toHaveBeenCalledTimes(1);
    callOff();
    clock.advance(1000);
    expect(rung).toHaveBeenCalledTimes(1);
    expect(clock.now()).toBe(2050);
    clock.close();
  });

  it('rings by real time too, and waits on where its source stands still', () => {
    vi.useFakeTimers();
    let now = 0;
    const clock = createClock(() => now);
    const rung = vi.fn();
    clock.after(50, rung);
    vi.advanceTimersByTime(200);
    expect(rung).not.toHaveBeenCalled();
    now = 50;
    vi.advanceTimersByTime(60);
    expect(rung).toHaveBeenCalledTimes(1);
    vi.useRealTimers();
  });
});

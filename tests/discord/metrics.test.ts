import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VoteOutcome } from '../../src/ballots/vote.ts';
import type { Judge, Judgement } from '../../src/judge/judge.ts';
import { openMetrics } from '../../src/ops/metrics.ts';
import { startWorld, type World } from '../support/bot.ts';
import { buttonsOf } from '../support/messages.ts';

let world: World;
const person = (name: string) => world.discord.as(world.id(name));
const read = async (path: string) => {
  const response = await fetch(`${world.bot.metricsUrl}${path}`);
  return { status: response.status, text: await response.text() };
};
const value = (text: string, line: string) =>
  Number(
    text
      .split('\n')
      .find((known) => known.startsWith(`${line} `))
      ?.split(' ')
      .at(-1) ?? 0,
  );

beforeAll(async () => {
  world = await startWorld({ METRICS_PORT: '0' });
});
afterAll(() => world.close());

describe('metrics', () => {
  it('count what was done, and tell no text and no id', async () => {
    await person('Ada').slash('ask', { prompt: 'Why is the zebra striped?' });
    const duel = await person('Ada').waitFor((m) => buttonsOf(m).some(({ label }) => label === 'A is better'));
    await (await person('Ben').click(duel.id, 'A is better')).response();
    const { status, text } = await read('/metrics');
    expect(status).toBe(200);
    expect(value(text, 'tribunal_acknowledgement_seconds_count')).toBe(2);
    expect(value(text, 'tribunal_votes_total{outcome="counted"}')).toBe(1);
    expect(value(text, 'tribunal_asks{state="voting"}')).toBe(1);
    expect(value(text, 'tribunal_judge_calls_total{outcome="decided"}')).toBe(world.models.counts.judge);
    expect(text).not.toMatch(/outcome="(first|second|a|b|pick)"/);
    expect(value(text, 'tribunal_model_requests_total{outcome="done"}')).toBe(
      world.models.counts.judge + world.models.counts.candidate,
    );
    expect(text).toMatch(/tribunal_spent_today\{what="outputTokens"\} [1-9]/);
    expect(text).toMatch(/tribunal_jobs\{queue="ballot-close",state="waiting"\} \d/);
    expect(text).not.toMatch(/zebra|Quality/);
    expect(text).not.toContain(world.id('Ben'));
    expect(text).not.toContain(world.discord.guildId);
  });

  it('say that all is well', async () => {
    expect(await read('/health')).toEqual({ status: 200, text: 'ok' });
    expect(await read('/ready')).toEqual({ status: 200, text: 'ready' });
  });
});

describe('metrics while people vote', () => {
  it('are the same whichever side a verdict names and a vote takes', async () => {
    const read = async (verdict: 'first' | 'second', key: 'a' | 'b' | 'tie') => {
      const metrics = openMetrics();
      const judge: Judge = metrics.judge({ model: 'hf:judge', compare: async () => ({ verdict }) as Judgement });
      await judge.compare({ prompt: '', first: '', second: '', effort: 'quick', tier: 0, sample: 0 });
      const outcome = {
        kind: 'counted',
        blind: key === 'a',
        choice: { choice: 'candidate', slot: key === 'a' ? 0 : 1 },
      };
      const desk = metrics.desk({ cast: async () => outcome as VoteOutcome });
      const click = { ballotId: '', key, interactionId: '', channelId: '', voterHash: '', at: new Date() };
      await desk.cast(click);
      const none = { askStates: async () => ({}), queueDepths: async () => [], ready: () => true };
      const spent = async () => ({ inputTokens: 0, outputTokens: 0, usd: 0, unpricedCalls: 0 });
      const server = await metrics.listen(0, { ...none, spent });
      const text = await (await fetch(`${server.url}/metrics`)).text();
      await server.close();
      return text.split('\n').filter((line) => line.startsWith('tribunal_'));
    };
    const one = await read('first', 'a');
    expect(one).toContain('tribunal_votes_total{outcome="counted"} 1');
    expect(await read('second', 'b')).toEqual(one);
    expect(await read('second', 'tie')).toEqual(one);
  });
});

describe('metrics without a database', () => {
  it('are still there, and health says what is wrong', async () => {
    const gone = () => Promise.reject(new Error('gone'));
    const metrics = openMetrics();
    metrics.acknowledged(7);
    const server = await metrics.listen(0, { askStates: gone, queueDepths: gone, spent: gone, ready: () => true });
    try {
      const health = await fetch(`${server.url}/health`);
      expect([health.status, await health.text()]).toEqual([503, 'the database does not answer']);
      const text = await (await fetch(`${server.url}/metrics`)).text();
      expect(value(text, 'tribunal_acknowledgement_seconds_bucket{le="0.01"}')).toBe(1);
      expect(value(text, 'tribunal_acknowledgement_seconds_bucket{le="0.005"}')).toBe(0);
    } finally {
      await server.close();
    }
  });

  it('refuse a port that is taken instead of waiting', async () => {
    const gone = () => Promise.reject(new Error('gone'));
    const other: Server = createServer();
    await new Promise<void>((resolve) => other.listen(0, resolve));
    const sources = { askStates: async () => ({}), queueDepths: async () => [], spent: gone, ready: () => true };
    const { port } = other.address() as AddressInfo;
    await expect(openMetrics().listen(port, sources)).rejects.toThrow('EADDRINUSE');
    other.close();
  });
});

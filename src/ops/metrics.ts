import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { listen } from './listen.ts';

/** The parts of a judge and of a vote desk that are counted. */
interface Judging<Given extends unknown[], Found extends { verdict: string }> {
  readonly model: string;
  compare(...given: Given): Promise<Found>;
}
interface Desk<Click, Outcome extends { kind: string }> {
  cast(click: Click): Promise<Outcome>;
}

/** The metrics of one process. */
export interface Metrics {
  /**
   * Observes the milliseconds from an interaction's arrival here to Discord's confirmation of the
   * acknowledgement.
   */
  acknowledged(ms: number): void;
  /**
   * Counts one request to a model. `outcome` is `done` or the code of its `ModelError`. Retries count too.
   */
  modelRequest(outcome: string): void;
  /** Observes how long an ended ask waited in the queue, and how long it took to answer. */
  asked(ask: { createdAt: Date; startedAt: Date | null; pickedAt: Date | null }): void;
  /** Wraps a judge so that its calls are counted by outcome. */
  judge<Given extends unknown[], Found extends { verdict: string }>(
    judge: Judging<Given, Found>,
  ): Judging<Given, Found>;
  /** Wraps a vote desk so that its votes are counted by outcome. */
  desk<Click, Outcome extends { kind: string }>(desk: Desk<Click, Outcome>): Desk<Click, Outcome>;
  /**
   * Serves three pages. Port 0 takes a free port.
   *
   * - `/metrics` in Prometheus's format.
   * - `/health` says 200 while the database answers, else 503.
   * - `/ready` says 200 while this process accepts work and the database answers, else 503.
   */
  listen(port: number, sources: Sources): Promise<{ url: string; close(): Promise<void> }>;
}

/** Figures shared by all processes. They are read at each scrape. */
export interface Sources {
  /** How many asks of the last 24 hours are in each state. */
  askStates: () => Promise<Readonly<Record<string, number>>>;
  /** Waiting and active jobs of each queue. */
  queueDepths: () => Promise<readonly { queue: string; waiting: number; active: number }[]>;
  /** What ended asks of this UTC day cost. */
  spent: () => Promise<{ inputTokens: number; outputTokens: number; usd: number; unpricedCalls: number }>;
  /** Whether this process has started and is not shutting down. */
  ready: () => boolean;
}

/**
 * The most milliseconds that one source may take. Prometheus's scrape times out after ten seconds. A database
 * that does not answer must not hide the other figures.
 */
const SOURCE_WITHIN_MS = 2000;

/** Opens the metrics of this process. No text and no id of a person or server is ever a label. */
export function openMetrics(): Metrics {
  const registers = [new Registry()];
  const [registry] = registers as [Registry];
  const acknowledgement = new Histogram({
    name: 'tribunal_acknowledgement_seconds',
    help: 'From the arrival of an interaction to its acknowledgement; Discord gives up after 3 seconds',
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3],
    registers,
  });
  const counter = (name: string, help: string) => new Counter({ name, help, labelNames: ['outcome'], registers });
  // Counts only whether there was a verdict. Which answer won would tell the voters of a lone ask its pick.
  const calls = counter('tribunal_judge_calls_total', 'Judge calls: decided, invalid, or failed');
  const requests = counter('tribunal_model_requests_total', 'Requests to models: done, or why not (rate-limited: 429)');
  const askSeconds = new Histogram({
    name: 'tribunal_ask_seconds',
    help: 'Of asks that ended: in the queue, and from their beginning to their pick',
    labelNames: ['stage'],
    buckets: [0.1, 0.5, 1, 5, 10, 30, 60, 120, 180, 300, 600],
    registers,
  });
  const votes = counter('tribunal_votes_total', 'Votes: counted, late, unknown, or failed');
  const counted = async <T>(work: Promise<T>, by: Counter, outcome: (result: T) => string): Promise<T> => {
    try {
      const result = await work;
      by.inc({ outcome: outcome(result) });
      return result;
    } catch (error) {
      by.inc({ outcome: 'failed' });
      throw error;
    }
  };

  return {
    modelRequest: (outcome) => requests.inc({ outcome }),
    asked({ createdAt, startedAt, pickedAt }) {
      if (!startedAt) return;
      askSeconds.observe({ stage: 'waiting' }, (startedAt.getTime() - createdAt.getTime()) / 1000);
      if (pickedAt) askSeconds.observe({ stage: 'answering' }, (pickedAt.getTime() - startedAt.getTime()) / 1000);
    },
    acknowledged: (ms) => acknowledgement.observe(ms / 1000),
    judge: (judge) => ({
      ...judge,
      compare: (...given) =>
        counted(judge.compare(...given), calls, ({ verdict }) => (verdict === 'invalid' ? 'invalid' : 'decided')),
    }),
    desk: (desk) => ({ cast: (click) => counted(desk.cast(click), votes, ({ kind }) => kind) }),
    async listen(port, sources) {
      collectDefaultMetrics({ register: registry });
      const askStates = () => within(sources.askStates());
      new Gauge({
        name: 'tribunal_asks',
        help: 'Asks of the last day by state, over all processes',
        labelNames: ['state'],
        registers,
        async collect() {
          this.reset();
          const states = await askStates().catch(() => ({}));
          for (const [state, asks] of Object.entries(states)) this.set({ state }, asks);
        },
      });
      new Gauge({
        name: 'tribunal_jobs',
        help: 'Jobs by queue, waiting or active, over all processes',
        labelNames: ['queue', 'state'],
        registers,
        async collect() {
          this.reset();
          for (const { queue, waiting, active } of await within(sources.queueDepths()).catch(() => [])) {
            this.set({ queue, state: 'waiting' }, waiting);
            this.set({ queue, state: 'active' }, active);
          }
        },
      });
      new Gauge({
        name: 'tribunal_spent_today',
        help: 'By asks of this UTC day that have ended, over all processes: tokens, US dollars, calls of unknown price',
        labelNames: ['what'],
        registers,
        async collect() {
          this.reset();
          const spent = await within(sources.spent()).catch(() => ({}));
          for (const [what, amount] of Object.entries(spent)) this.set({ what }, amount);
        },
      });
      const app = new Hono();
      app.get('/metrics', async (c) => c.text(await registry.metrics(), 200, { 'content-type': registry.contentType }));
      app.get('/health', async (c) =>
        askStates().then(
          () => c.text('ok'),
          () => c.text('the database does not answer', 503),
        ),
      );
      app.get('/ready', async (c) =>
        sources.ready()
          ? askStates().then(
              () => c.text('ready'),
              () => c.text('the database does not answer', 503),
            )
          : c.text('starting or ending', 503),
      );
      const server = createAdaptorServer({ fetch: app.fetch }) as Server;
      const taken = await listen(server, port);
      return {
        url: `http://127.0.0.1:${taken}`,
        close: () => new Promise((resolve) => server.close(() => resolve())),
      };
    },
  };
}

function within<T>(work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error('too late')), SOURCE_WITHIN_MS);
  return Promise.race([work, late.promise]).finally(() => clearTimeout(timer));
}

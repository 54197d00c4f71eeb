import type { APIMessage } from 'discord-api-types/v10';
import type { LocalDiscord } from 'local-discord';
import { seeded } from '../../../src/seeded.ts';
import type { SimulationState } from './page/protocol.ts';
import { answersOf, giveReason, takePart, voteOn } from './simulated-member.ts';
import { openCommunity, type Taste, type View } from './taste.ts';

export interface Simulation {
  /** Adds the simulated members and lets them ask and vote. Does nothing while they are running. */
  start(): void;
  /** Stops new questions. Votes that are already planned still arrive. */
  stop(): void;
  state(): SimulationState;
  /** Listens to changes of the state. @returns a function that stops listening. */
  onChange(listener: () => void): () => void;
  isSimulated(memberId: string): boolean;
}

export interface SimulationOptions {
  questions: readonly string[];
  /** What simulated voters see in a text, with noise, before any taste of theirs. */
  merits: (text: string) => View;
  /** What they like more than others do. Default: none. */
  taste?: Taste;
  seed: string;
  /** The channel where they ask. */
  channelId: string;
  /** Default: 30. */
  members?: number;
  /** How long they ask. Default: 40,000, so that most ballots have closed after a minute. */
  durationMs?: number;
  /** Mean time between questions. Default: 700. */
  askEveryMs?: number;
  /**
   * Reading time for a thousand characters of answers. Default: 7,500. Votes that come faster than 6,700 do
   * not count.
   */
  readingMs?: number;
}

/** With this many votes a ballot closes by itself, so that a minute leaves closed ballots. */
export const BALLOT_CLOSES_AT = 8;

const NAME = /^Simulated \d\d$/;

/** The share of simulated voters who say what decided their vote. */
const SAYS_WHY = 0.25;

/** Simulated people on the local Discord. They ask the given questions and vote on the answers. */
export function openSimulation(discord: LocalDiscord, options: SimulationOptions): Simulation {
  const {
    channelId,
    merits,
    taste = 'none',
    members: count = 30,
    durationMs = 40_000,
    askEveryMs = 700,
    readingMs = 7500,
  } = options;
  const lot = seeded(options.seed, 'simulation');
  // Those of an earlier visit come again.
  const members = discord.members.filter(({ user }) => NAME.test(user.global_name ?? '')).map(({ user }) => user.id);
  // The same persons in every visit, by their place.
  const personAt = openCommunity({ taste, viewOf: merits, seed: 'simulated members' });
  const personOf = (id: string) => personAt(members.indexOf(id));
  const joining: Promise<void>[] = [];
  const listeners = new Set<() => void>();
  let state: SimulationState = { running: false, asks: 0, votes: 0, endsAt: null };
  let timer: NodeJS.Timeout | undefined;
  const change = (next: Partial<SimulationState>) => {
    state = { ...state, ...next };
    for (const listener of listeners) listener();
  };
  const between = (low: number, high: number) => low + lot.below(Math.max(1, Math.round(high - low)));

  const chance = () => lot.below(1000) / 1000;

  const vote = async (voter: string, message: APIMessage) => {
    try {
      const { view, why, isHostile } = personOf(voter);
      const cast = await voteOn(discord.as(voter), message, view, chance);
      change({ votes: state.votes + 1 });
      if (isHostile || chance() < SAYS_WHY) await giveReason(discord.as(voter), cast, why);
    } catch {
      // The ballot has closed, or the bot is gone. A simulated voter gives up.
    }
  };
  const ask = async () => {
    const [asker = '', ...others] = lot.shuffle(members);
    const prompt = options.questions[lot.below(options.questions.length)] ?? '';
    try {
      const { interactionId } = await discord.as(asker).slash('ask', { prompt }, { channelId });
      change({ asks: state.asks + 1 });
      const mine = (m: APIMessage) => m.interaction_metadata?.id === interactionId && answersOf(m).length === 2;
      const message = await discord.as(asker).waitFor(mine, 120_000);
      const reading = (answersOf(message).join('').length / 1000) * readingMs;
      const come = between(BALLOT_CLOSES_AT, BALLOT_CLOSES_AT + 4);
      for (const voter of others.filter((id, place) => place < come || personOf(id).isKeen)) {
        setTimeout(() => void vote(voter, message), reading + between(500, readingMs)).unref();
      }
    } catch {
      // The bot refused the question, or no answer came in time.
    }
  };
  const next = () => {
    if (state.endsAt === null || Date.now() >= state.endsAt) return change({ running: false, endsAt: null });
    void ask();
    timer = setTimeout(next, between(askEveryMs / 2, askEveryMs * 1.5));
  };

  return {
    start() {
      if (state.running) return;
      while (members.length < count) {
        const name = `Simulated ${String(members.length + 1).padStart(2, '0')}`;
        const id = discord.addMember({ name }).user.id;
        members.push(id);
        // They do before they ask: research holds only what was asked after its asker had joined.
        joining.push(takePart(discord.as(id), channelId).catch(() => {}));
      }
      change({ running: true });
      void Promise.all(joining).then(() => {
        if (!state.running) return;
        change({ endsAt: Date.now() + durationMs });
        next();
      });
    },
    stop() {
      clearTimeout(timer);
      change({ running: false, endsAt: null });
    },
    state: () => state,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    isSimulated: (memberId) => members.includes(memberId),
  };
}

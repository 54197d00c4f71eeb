import { type APIMessage, ComponentType } from 'discord-api-types/v10';
import type { LocalDiscord } from 'local-discord';
import { seeded } from '../../../src/seeded.ts';
import type { SimulationState } from './page/protocol.ts';

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
  /** How good a text is, 0–10. Simulated voters see it with noise. */
  quality: (text: string) => number;
  seed: string;
  /** Default: 30. */
  members?: number;
  /** How long they ask. Default: 60,000. */
  durationMs?: number;
  /** Mean time between questions. Default: 4,500. */
  askEveryMs?: number;
  /** Reading time for a thousand characters of answers. Default: 7,500. */
  readingMs?: number;
}

/** Simulated people on the local Discord. They ask the given questions and vote on the answers. */
export function openSimulation(discord: LocalDiscord, options: SimulationOptions): Simulation {
  const { members: count = 30, durationMs = 60_000, askEveryMs = 4500, readingMs = 7500 } = options;
  const lot = seeded(options.seed, 'simulation');
  const members: string[] = [];
  const listeners = new Set<() => void>();
  let state: SimulationState = { running: false, asks: 0, votes: 0, endsAt: null };
  let timer: NodeJS.Timeout | undefined;
  const change = (next: Partial<SimulationState>) => {
    state = { ...state, ...next };
    for (const listener of listeners) listener();
  };
  const between = (low: number, high: number) => low + lot.below(Math.max(1, Math.round(high - low)));

  const vote = async (voter: string, message: APIMessage) => {
    try {
      await discord.as(voter).click(
        message.id,
        buttonOf(
          message,
          choose(message, options.quality, () => lot.below(1000) / 1000),
        ),
      );
      change({ votes: state.votes + 1 });
    } catch {
      // The ballot has closed, or the bot is gone. A simulated voter gives up.
    }
  };
  const ask = async () => {
    const [asker = '', ...others] = lot.shuffle(members);
    const prompt = options.questions[lot.below(options.questions.length)] ?? '';
    try {
      const { interactionId } = await discord.as(asker).slash('ask', { prompt });
      change({ asks: state.asks + 1 });
      const mine = (m: APIMessage) => m.interaction_metadata?.id === interactionId && answersOf(m).length === 2;
      const message = await discord.as(asker).waitFor(mine, 120_000);
      const reading = (answersOf(message).join('').length / 1000) * readingMs;
      for (const voter of others.slice(0, between(7, 14))) {
        setTimeout(() => void vote(voter, message), reading + between(500, 2 * readingMs)).unref();
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
        members.push(discord.addMember({ name }).user.id);
      }
      change({ running: true, endsAt: Date.now() + durationMs });
      next();
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

/** The texts of answers A and B in a duel. Empty when the message is no duel. */
function answersOf(message: APIMessage): string[] {
  return (message.components ?? [])
    .flatMap((component) => (component.type === ComponentType.Container ? component.components : []))
    .flatMap((part) =>
      part.type === ComponentType.TextDisplay ? [/^### [AB]\n([\s\S]+)/.exec(part.content)?.[1]] : [],
    )
    .filter((text) => text !== undefined);
}

/** The custom_id of the button for a choice. It does not depend on the language of the label. */
const buttonOf = (message: APIMessage, key: string): string =>
  JSON.stringify(message.components).match(new RegExp(`"custom_id":"(vote:[^":]+:${key})"`))?.[1] ?? '';

/**
 * Chooses the better answer with a probability that is logistic in the difference of quality.
 * Sometimes chooses a tie when they are close, and "both bad" when both are.
 */
function choose(message: APIMessage, quality: (text: string) => number, chance: () => number): string {
  const [a = 0, b = 0] = answersOf(message).map(quality);
  if (Math.max(a, b) <= 3 && chance() < 0.5) return 'bad';
  if (Math.abs(a - b) <= 1 && chance() < 0.25) return 'tie';
  return chance() < 1 / (1 + Math.exp(-0.5 * (a - b))) ? 'a' : 'b';
}

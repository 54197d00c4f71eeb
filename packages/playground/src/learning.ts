import { z } from 'zod';
import type { Compared, LearningState, Learnt } from './page/protocol.ts';
import type { RunCommand } from './tribunal-command.ts';

/** Lets a judge learn from the simulated members, by the commands that an operator would type. */
export interface Learning {
  state(): LearningState;
  /** Listens to changes of the state. @returns a function that stops listening. */
  onChange(listener: () => void): () => void;
  /** Has rules written from the votes, and tried on later ones. Does nothing while a command runs. */
  learn(): void;
  /** Has the judge judge by the rules that were kept, in the shadow. */
  challenge(): void;
  /** Looks how it stands against the judge in charge. */
  look(): void;
}

export interface LearningOptions {
  run: RunCommand;
  guildId: string;
  /** The judge that learns, as settings name it, and the model that writes rules for it. */
  judge: () => string;
  writer: string;
}

/** More than the playground needs in a day; its models cost nothing. */
const budget = ['--budget-tokens', '100000000'];

const figure = z.object({ value: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable() });
const alignedSchema = z.object({
  end: z.enum(['kept', 'no-list', 'not-better', 'contradicts-itself', 'not-enough']),
  rules: z.array(z.string()),
  parts: z.object({ train: z.number(), choose: z.number(), test: z.number() }),
  trial: z.object({ difference: figure }).nullish(),
  paid: z.object({ calls: z.number() }),
  version: z.number().nullish(),
  name: z.string().nullish(),
});
const standingSchema = z.object({
  challenger: z.object({ judge: z.string() }).nullable(),
  /** Who is in charge; only said where nobody is compared. */
  judge: z.string().optional(),
  decision: z.enum(['promote', 'keep', 'not-yet', 'moved']).optional(),
  votesStillNeeded: z.number().nullish(),
  asks: z.number().default(0),
  headToHead: z
    .object({ preferred: z.number().nullable(), duels: z.number(), votes: z.number() })
    .default({ preferred: null, duels: 0, votes: 0 }),
});

export function openLearning({ run, guildId, judge, writer }: LearningOptions): Learning {
  const listeners = new Set<() => void>();
  let state: LearningState = { doing: null, line: null, learnt: null, compared: null, problem: null };
  /** The judge with the rules that were kept, and the one that was compared last, as the command names it. */
  let ruled: string | null = null;
  let challenger: string | null = null;
  const change = (next: Partial<LearningState>) => {
    state = { ...state, ...next };
    for (const listener of listeners) listener();
  };

  /** One command at a time. `take` reads what it printed. */
  const begin = async (
    doing: NonNullable<LearningState['doing']>,
    args: readonly string[],
    take: (printed: unknown) => Partial<LearningState>,
  ) => {
    if (state.doing !== null) return;
    change({ doing, line: null, problem: null });
    const { code, output, said } = await run([...args, '--server', guildId, '--json'], (line) => change({ line }));
    const done = { doing: null, line: null };
    if (code === null) return change(done);
    if (code !== 0) return change({ ...done, problem: said || output || `The command ended with ${code}.` });
    try {
      change({ ...done, ...take(JSON.parse(output)) });
    } catch {
      change({ ...done, problem: 'The command said something that the playground cannot read.' });
    }
  };
  const look = () => begin('looking', ['promote'], takeStanding);

  function takeAligned(printed: unknown): Partial<LearningState> {
    const { end, rules, parts, trial, paid, version = null, name = null } = alignedSchema.parse(printed);
    ruled = end === 'kept' ? name : null;
    const learnt: Learnt = { end, rules, parts, gain: gainOf(trial), version, calls: paid.calls };
    return { learnt };
  }

  function takeStanding(printed: unknown): Partial<LearningState> {
    const read = standingSchema.parse(printed);
    const { asks, votesStillNeeded = null, headToHead } = read;
    if (read.challenger === null) {
      if (challenger === null || state.compared === null) return {};
      return { compared: { ...state.compared, decision: read.judge === challenger ? 'promoted' : 'ended' } };
    }
    challenger = read.challenger.judge;
    const compared: Compared = { decision: read.decision ?? 'not-yet', ...headToHead, asks, votesStillNeeded };
    return { compared };
  }

  return {
    state: () => state,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    learn: () => void begin('learning', [...['align', '--judge', judge(), '--writer', writer], ...budget], takeAligned),
    challenge() {
      if (ruled === null) return;
      const args = ['promote', '--challenge', ruled, '--share', '1', ...budget];
      void begin('challenging', args, () => ({})).then(() => {
        if (state.problem === null) void look();
      });
    },
    look: () => void look(),
  };
}

function gainOf(trial: z.infer<typeof alignedSchema>['trial']): Learnt['gain'] {
  const { value = null, low = null, high = null } = trial?.difference ?? {};
  return value === null || low === null || high === null ? null : { value, low, high };
}

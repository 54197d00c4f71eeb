import type { ReadVerdict } from '../markers.ts';

/** What a marker says. `strength` is there only where the format tells strong from slight. */
export interface Said {
  verdict: 'first' | 'second' | 'tie';
  strength?: 'strong' | 'slight';
}

/**
 * How other people's judges mark their verdicts. Such replies are read and never asked for: these judges may
 * give a tie, which no tournament of ours takes.
 */
export interface Transcript {
  name: string;
  /**
   * Reads the answer, that is what stands after the chain of thought.
   * @returns the last marker, as `means` knows it; null where it says nothing
   */
  read: (answer: string) => ReadVerdict<string> | null;
  means: Readonly<Record<string, Said>>;
}

/** "[[A]] if A is better" repeats a rule, and decides nothing: what stands behind such a marker. */
export const CONDITION = /^\s*if\b/i;

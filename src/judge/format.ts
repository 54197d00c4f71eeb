import type { ReadVerdict } from './verdict.ts';

/** How one family of judges is spoken to and understood. */
export interface Format {
  name: string;
  /** Rises with every change of what is sent or how it is read; stored with every comparison. */
  version: number;
  temperature: number;
  topP: number;
  layOut: (pair: { prompt: string; first: string; second: string }) => { system: string; user: string };
  /** Reads the answer, that is what stands after the chain of thought. null: it names neither. */
  read: (answer: string) => ReadVerdict | null;
}

import { openOnce } from './once.ts';

/** What a rubric is one of: the same question has one for each of these. */
export interface RubricKind {
  /** Who writes it, as configured. */
  model: string;
  format: string;
  formatVersion: number;
}

/** What a writer prepared for a question, before any of its pairs was judged. */
export interface Rubric extends RubricKind {
  /** null: what was written cannot be used, and no pair is judged by it. */
  text: string | null;
  /** Who answered, as the server says; null where it says nothing. */
  answeredBy: string | null;
}

/** The rubrics of questions. */
export interface Rubrics {
  /**
   * Finds the rubric of a question, or has it written: once, also where several pairs want it at once.
   * @param write is called with a signal that is set when no pair wants the rubric any more
   * @throws what `write` throws, and a `ModelError` (`aborted`) when `signal` is set
   */
  of(
    kind: RubricKind,
    prompt: string,
    write: (signal: AbortSignal) => Promise<Rubric>,
    signal?: AbortSignal,
  ): Promise<Rubric>;
}

/** Where rubrics outlive this process. */
export interface RubricStore {
  /** @returns null where none is kept */
  read(kind: RubricKind): Promise<Rubric | null>;
  keep(rubric: Rubric): Promise<void>;
}

/** A rubric has a thousand tokens at most, so these are a few megabytes. */
const REMEMBERED = 1000;

/** @param store keeps the rubrics of one question; absent: they are only remembered here */
export function openRubrics(store?: RubricStore): Rubrics {
  const once = openOnce<Rubric>(REMEMBERED);
  return {
    of: ({ model, format, formatVersion }, prompt, write, signal) =>
      once(
        JSON.stringify([model, format, formatVersion, prompt]),
        async (wanted) => {
          const kept = await store?.read({ model, format, formatVersion });
          if (kept) return kept;
          const written = await write(wanted);
          await store?.keep(written);
          return written;
        },
        signal,
      ),
  };
}

import type { AskSnapshot } from '../../asks/snapshot.ts';
import { distinctNames } from '../../model-name.ts';
import type { Words } from '../words/words.ts';
import { inBackticks } from './blocks.ts';

/** The most characters of a model's name, so that all of a ballot fit into a message. */
const NAME = 40;

/**
 * Who wrote each of these answers, by slot: the model's short name. Where several of them are by one model,
 * the style that it was asked for stands beside it. The names are from outside, and not escaped.
 */
export function authorsOf(
  { voting }: Words,
  candidates: AskSnapshot['candidates'],
  slots: readonly number[],
): ReadonlyMap<number, string> {
  const written = candidates.filter(({ slot }) => slots.includes(slot));
  const names = distinctNames(written.map(({ model }) => model));
  return new Map(
    written.map(({ slot, model, style }) => {
      const name = inBackticks(names.get(model) ?? model, NAME);
      const isAlone = written.every((other) => other.slot === slot || other.model !== model);
      return [slot, isAlone ? name : voting.inStyle(name, style)];
    }),
  );
}

import type { Database } from '../db/client.ts';
import { judgesOf } from '../db/repo/votes.ts';
import { limits } from '../src/discord/sizes.ts';
import { beginning } from '../src/graphemes.ts';
import { modelName } from '../src/model-name.ts';

/** Choices for an option that names a judge. A jury's name may be longer than a choice: it is cut. */
export async function judgeChoices(
  db: Database['db'],
  guildId: string,
  typed: string,
): Promise<{ name: string; value: string }[]> {
  const judges = await judgesOf(db, guildId, limits.autocompleteChoices);
  return judges
    .filter((judge) => judge.toLowerCase().includes(typed.toLowerCase()))
    .map((judge) => ({ name: beginning(modelName(judge) || judge, limits.choiceName), value: cut(judge) }));
}

/** The judge that was chosen, or typed, by its whole name. @returns null when there was none */
export async function judgeChosen(db: Database['db'], guildId: string, chosen: string | null): Promise<string | null> {
  if (chosen === null || chosen.length < limits.choiceName) return chosen;
  const judges = await judgesOf(db, guildId, limits.autocompleteChoices);
  return judges.find((judge) => cut(judge) === chosen) ?? chosen;
}

const cut = (judge: string): string => judge.slice(0, limits.choiceName);

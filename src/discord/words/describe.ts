import { languages } from '../../terms.ts';
import { type Words, wordsOf } from './words.ts';

interface Described {
  name: string;
  description?: string;
}

const others = languages.filter((language) => language !== 'en');
type Listing = Words['commands'];

/** A command as it is registered: its English name and description, and those of every other language. */
export const command = <Key extends keyof Listing>(key: Key) =>
  describe((commands) => commands[key] as Listing[Key] & Described);

/** An option of a command, as it is registered. */
export const option = <Key extends keyof Listing>(key: Key, name: OptionOf<Key>) =>
  describe(
    (commands) =>
      (commands[key] as { options: Record<string, Required<Described>> }).options[
        name as string
      ] as Required<Described>,
  );

type OptionOf<Key extends keyof Listing> = Listing[Key] extends { options: infer Options } ? keyof Options : never;

/**
 * A fixed choice of an option of `/ask`. The language changes its name, but not the `value` that Discord
 * sends.
 */
export function choice<Value extends keyof Listing['ask']['choices']>(value: Value) {
  const { name, name_localizations } = describe((commands) => ({ name: commands.ask.choices[value] }));
  return { name, name_localizations, value };
}

function describe<D extends Described>(of: (commands: Listing) => D) {
  const { name, description } = of(wordsOf.en.commands);
  const inOthers = (text: (described: D) => string) =>
    Object.fromEntries(others.map((language) => [language, text(of(wordsOf[language].commands))]));
  return {
    name,
    name_localizations: inOthers((described) => described.name),
    ...(description === undefined
      ? {}
      : { description, description_localizations: inOthers((described) => described.description ?? '') }),
  } as { name: string; name_localizations: Record<string, string> } & (D extends { description: string }
    ? { description: string; description_localizations: Record<string, string> }
    : unknown);
}

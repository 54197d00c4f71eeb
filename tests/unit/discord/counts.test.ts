import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { de } from '../../../src/discord/words/de/index.ts';
import { en } from '../../../src/discord/words/en/index.ts';
import { runs } from '../../support/fuzz.ts';

type Say = (...given: never[]) => unknown;
function* functionsOf(value: unknown, path = ''): Generator<[string, Say]> {
  if (typeof value === 'function') yield [path, value as Say];
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) yield* functionsOf(inner, path ? `${path}.${key}` : key);
}

/** What each language counts, one and many. */
const nouns = {
  en: [
    ...['vote', 'question', 'answer', 'comparison', 'pair', 'match', 'report', 'row', 'day', 'token', 'minute'],
    ...['character', 'voter', 'tie', 'model', 'channel', 'line', 'reply'],
  ].map((one) => [one, one === 'reply' ? 'replies' : one === 'match' ? 'matches' : `${one}s`] as const),
  de: [
    ...[['Stimme', 'Stimmen'] as const, ['Frage', 'Fragen'] as const, ['Antwort', 'Antworten'] as const],
    ...[['Vergleich', 'Vergleiche'] as const, ['Vergleich', 'Vergleichen'] as const, ['Paar', 'Paare'] as const],
    ...[['Paar', 'Paaren'] as const, ['Meldung', 'Meldungen'] as const, ['Zeile', 'Zeilen'] as const],
    ...[['Tag', 'Tage'] as const, ['Tag', 'Tagen'] as const, ['Token', 'Tokens'] as const],
    ...[['Minute', 'Minuten'] as const, ['Modell', 'Modelle'] as const, ['Mensch', 'Menschen'] as const],
  ],
};
/** What may stand between a number and its noun. */
const between = {
  en: '(?:blind |more |other )*',
  de: '(?:blinden? |weiteren? |anderen? )*',
};

/** @returns what is wrong with the numbers in a text, or null */
function wrongIn(locale: 'en' | 'de', said: string): string | null {
  const text = said.replaceAll('*', '');
  const found = (pattern: string) => new RegExp(pattern, 'u').exec(text)?.[0] ?? null;
  for (const [one, many] of nouns[locale]) {
    const plain = found(`(?<![\\d.,])1 ${between[locale]}${many}(?!\\p{L})`);
    const single = found(`(?<![\\d.,–])(?:0|[2-9]|\\d[\\d.,]+) ${between[locale]}${one}(?!\\p{L})`);
    const bare = found(`\\d{4,} ${between[locale]}(?:${one}|${many})(?!\\p{L})`);
    if (plain ?? single ?? bare) return plain ?? single ?? bare;
  }
  return locale === 'en'
    ? found(
        '[Tt]here are 1 |(?<![\\d.,])1 (?:\\w+ )?(?:are|were|have|count) |(?<![\\d.,])[02-9] \\w+ (?:is|was|has|counts) |[Ll]ast 1 ',
      )
    : found(
        '(?:letzten|letzte|jede von) 1 |(?<![\\d.,])1 \\p{L}+(?:, die)? (?:zählen|sind|werden|waren|wurden)(?!\\p{L})',
      );
}

describe.each([
  { locale: 'en' as const, words: en },
  { locale: 'de' as const, words: de },
])('texts with counts, in $locale', ({ locale, words }) => {
  const count = fc.constantFrom(0, 1, 2, 3, 21, 1000, 12_345);
  // Names, letters and amounts say nothing about grammar.
  const arg = fc.oneof({ weight: 4, arbitrary: count }, fc.constant(null), fc.boolean());

  /** Texts whose numbers count nothing, are a constant of ours, or go with another argument. */
  const named =
    /\.(decimal|percent|ordinal|votesShort|fewOne|score\w*|level|won|bars|page|option|setAside|exportHeld)$/;
  it.each([...functionsOf(words)].filter(([path]) => !named.test(`.${path}`)))('%s', (_path, say) => {
    fc.assert(
      fc.property(fc.array(arg, { minLength: 6, maxLength: 6 }), (given) => {
        let said: unknown;
        try {
          said = say(...(given as never[]));
        } catch {
          // It takes a name or a list in this place.
          return;
        }
        if (typeof said === 'string') expect(wrongIn(locale, said), said).toBeNull();
      }),
      { numRuns: runs(300) },
    );
  });
});

describe('the look for wrong numbers', () => {
  it('finds what nobody says, and nothing else', () => {
    for (const said of ['1 votes', 'There are 1 blind vote', '3 vote so far', 'of the last 1 day', '1000 votes'])
      expect(wrongIn('en', said), said).not.toBeNull();
    for (const said of ['1 Stimmen', '2 Stimme', 'der letzten 1 Tag', '1 Stimme, die zählen', '1000 Stimmen'])
      expect(wrongIn('de', said), said).not.toBeNull();
    expect(wrongIn('en', '1 vote, 0 votes, 1,000 votes: 21 votes')).toBeNull();
    expect(wrongIn('de', '1 Stimme, 0 Stimmen, 1.000 Stimmen, 21 Stimmen')).toBeNull();
  });
});

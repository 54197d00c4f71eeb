type Names = readonly [first: RegExp, second: RegExp];

/** The names that most formats give to the first and the second candidate. */
const usual: readonly Names[] = [
  [/\bAssistant 1\b/gi, /\bAssistant 2\b/gi],
  [/\b(?:Chatbot|Assistant|Response|Reply) A\b/g, /\b(?:Chatbot|Assistant|Response|Reply) B\b/g],
  [/\[\[A\]\]/g, /\[\[B\]\]/g],
];

/** Names of one format alone, which in the words of another judge may mean something else. */
const own: Readonly<Record<string, Names>> = {
  'nemotron-genrm': [/\bResponse 1\b/gi, /\bResponse 2\b/gi],
  'nemotron-genrm-49b': [/\bResponse 1\b/gi, /\bResponse 2\b/gi],
  compassjudger: [/\bModel A\b/g, /\bModel B\b/g],
};

/**
 * Replaces names such as "Assistant 1" in a judge's text by the candidates that they stood for.
 * @param format of the comparison
 */
export function putBack(words: string, format: string, first: string, second: string): string {
  const names = own[format] ? [...usual, own[format]] : usual;
  return names.reduce((text, [one, two]) => text.replace(one, () => first).replace(two, () => second), words);
}

/** What each judge format calls the two candidates, first and second. */
const names: readonly (readonly [RegExp, RegExp])[] = [
  [/\bAssistant 1\b/gi, /\bAssistant 2\b/gi],
  [/\b(?:Chatbot|Assistant|Response|Reply) A\b/g, /\b(?:Chatbot|Assistant|Response|Reply) B\b/g],
  [/\[\[A\]\]/g, /\[\[B\]\]/g],
];

/** The judge's words with "Assistant 1" put back to the candidate that it stood for. */
export function putBack(words: string, first: string, second: string): string {
  return names.reduce((text, [one, two]) => text.replace(one, () => first).replace(two, () => second), words);
}

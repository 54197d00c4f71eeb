/** The names that the judge formats give to the first and the second candidate. */
const names: readonly (readonly [RegExp, RegExp])[] = [
  [/\bAssistant 1\b/gi, /\bAssistant 2\b/gi],
  [/\bResponse 1\b/gi, /\bResponse 2\b/gi],
  [/\b(?:Chatbot|Assistant|Response|Reply|Model) A\b/g, /\b(?:Chatbot|Assistant|Response|Reply|Model) B\b/g],
  [/\[\[A\]\]/g, /\[\[B\]\]/g],
];

/** Replaces names such as "Assistant 1" in a judge's text by the candidates that they stood for. */
export function putBack(words: string, first: string, second: string): string {
  return names.reduce((text, [one, two]) => text.replace(one, () => first).replace(two, () => second), words);
}

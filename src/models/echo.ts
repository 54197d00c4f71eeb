/** Marks that templates put around turns, and the names of who speaks. */
const FRAME =
  /<[|｜][^<>\n]{0,60}[|｜]>|<\/?(?:s|bos|eos)>|<(?:start|end)_of_turn>|\[\/?INST\]|<<\/?SYS>>|\b(?:system|user|assistant|human|model)\b|[:#\s]/gi;
/** Marks and the speaker's name between the prompt and the reply. */
const BEFORE_REPLY =
  /^(?:\s|<[|｜](?!channel)[^<>\n]{0,60}[|｜]>|<\/?s>|<(?:start|end)_of_turn>|\[\/INST\]|(?:assistant|model)(?=\s*(?:\n|$|<)))+/i;

/** What a template adds of its own, the date and a first sentence for example; in characters. */
const MOST_OF_ITS_OWN = 400;
/** A reply may well begin with a short question, or quote it. */
const LONG = 200;

/**
 * Removes the prompt from the beginning of a reply: some servers stream it back, in their template's form.
 * @param sent system prompt and messages, in their order
 */
export function withoutEcho(text: string, sent: readonly string[]): string {
  const last = sent.at(-1)?.trim() ?? '';
  const at = last === '' ? -1 : text.indexOf(last);
  if (at === -1) return text;
  const before = text.slice(0, at);
  const others = sent
    .slice(0, -1)
    .reduce((rest, one) => (one.trim() === '' ? rest : rest.replace(one.trim(), '')), before);
  const own = others.replace(FRAME, '');
  const isTemplate = others.length < before.length || own.length < others.length || last.length >= LONG;
  if (own.length > MOST_OF_ITS_OWN || !isTemplate) return text;
  return text.slice(at + last.length).replace(BEFORE_REPLY, '');
}

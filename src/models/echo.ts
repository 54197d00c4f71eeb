const TOKENS = /<[|｜][^<>\n]{0,60}[|｜]>|<\/?(?:s|bos|eos)>|<(?:start|end)_of_turn>|\[\/?INST\]|<<\/?SYS>>/gi;
/** Who speaks, and what stands around it. */
const SPEAKERS = /\b(?:system|user|assistant|human|model)\b|[:#\s]/gi;
/** How a prompt in a template's form begins. */
const TEMPLATE = /^\s*(?:<[|｜]|<s>|<bos>|<start_of_turn>|\[INST\]|(?:system|user|human)\s*[:\n])/i;
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
  const bare = others.replace(TOKENS, '');
  const own = bare.replace(SPEAKERS, '');
  // Whoever quotes a question has a word of their own before it; a template has its tokens or speakers there.
  if (own !== '' && (own.length > MOST_OF_ITS_OWN || !TEMPLATE.test(text))) return text;
  const isPrompt = others.length < before.length || bare.length < others.length || last.length >= LONG;
  if (!isPrompt) return text;
  return text.slice(at + last.length).replace(BEFORE_REPLY, '');
}

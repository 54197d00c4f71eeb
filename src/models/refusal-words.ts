import { fieldsOf } from './counts.ts';
import type { ModelRequest } from './model.ts';

/** Enough for a sentence, and too little for anybody's text. */
const MOST_CHARACTERS = 200;
/** A shorter match of sent and received words may be chance. */
const QUOTED_CHARACTERS = 24;

/**
 * What a server says when it refuses a request, for the operator: OpenAI's `error.message`, FastAPI's
 * `detail`, TGI's `error`. Never a word of the prompt: a message that quotes it is left out.
 * @param sent all texts of the request
 * @returns null where it says nothing that can be shown
 */
export function refusalWords(body: unknown, sent: readonly string[]): string | null {
  const { error, detail, message } = fieldsOf(body);
  // A list of pydantic's: `input` in it is what was sent, `msg` is not.
  const listed = Array.isArray(detail) ? detail.map((one) => fieldsOf(one).msg) : [detail];
  const said = [fieldsOf(error).message, error, ...listed, message].find(
    (words) => typeof words === 'string' && words.trim() !== '',
  );
  if (typeof said !== 'string') return null;
  const line = said.replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim();
  const shown = line.length > MOST_CHARACTERS ? `${line.slice(0, MOST_CHARACTERS - 1)}…` : line;
  return sent.some((text) => quotes(shown, text)) ? null : shown;
}

/** What an error must not quote: the texts of a request, and the key that it was sent with. */
export const textsOf = ({ system, messages }: ModelRequest, key: string | undefined): string[] =>
  [system, key, ...messages.map(({ content }) => content)].filter(
    (text) => text !== undefined && text !== '',
  ) as string[];

/** Whether a message holds a longer piece of a text, or a short one whole. */
function quotes(message: string, text: string): boolean {
  const plain = text.replace(/\s+/g, ' ').trim();
  if (plain.length < 3) return false;
  if (plain.length <= QUOTED_CHARACTERS) return message.includes(plain);
  for (let at = 0; at + QUOTED_CHARACTERS <= message.length; at++)
    if (plain.includes(message.slice(at, at + QUOTED_CHARACTERS))) return true;
  return false;
}

/** Whether a refusal says that the prompt is longer than the server's context. */
export const isAboutContext = (words: string): boolean =>
  /context (?:length|size|window)|maximum (?:context|model|prompt|input)|max_model_len|n_ctx|too (?:long|many tokens)|exceed\w* (?:the )?(?:context|maximum|limit)|input.{0,20}length/i.test(
    words,
  );

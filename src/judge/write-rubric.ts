import { answererOf } from '../models/answerer.ts';
import type { Model, ModelReply, ModelRequest, ReplyOptions } from '../models/model.ts';
import { splitAtLastThought } from '../models/thoughts.ts';
import type { Format, Preparation } from './format.ts';
import { marksOf } from './marks.ts';
import { neutralise } from './neutralise.ts';
import type { Rubrics } from './rubrics.ts';
import { shortenEvenly } from './shorten.ts';

/** Twice as many as in any language's ordinary words. */
const MOST_CHARACTERS_A_TOKEN = 12;

/** What a rubric is looked for by. */
interface Wanted {
  format: Format;
  prompt: string;
  /** How many tokens the writer's context holds. */
  contextTokens: number;
  rubrics: Rubrics;
}

/**
 * Finds what a format needs besides a pair, or has a model write it.
 * @returns null where the format needs nothing; `text` is null where what was written cannot be used; `paid`
 * are the calls that were made for it here
 * @throws {ModelError} when the model could not be asked
 */
export async function rubricFor(
  { format, prompt, contextTokens, rubrics }: Wanted,
  writer: Model,
  { signal, meter }: ReplyOptions,
): Promise<{ text: string | null; paid: ModelReply[] } | null> {
  const { name, version, prepare } = format;
  if (!prepare) return null;
  const kind = { model: writer.name, format: name, formatVersion: version };
  const paid: ModelReply[] = [];
  const write = async (wanted: AbortSignal) => {
    const request = toRequest(format, prepare, prompt, contextTokens);
    const reply = await writer.reply(request, { signal: wanted, meter });
    paid.push(reply);
    return { ...kind, text: textOf(reply, prepare), answeredBy: answererOf(reply.answeredBy) };
  };
  const { text } = await rubrics.of(kind, prompt, write, signal);
  return { text, paid };
}

/** The question is neutralised and shortened as it is for the judge. */
function toRequest(format: Format, prepare: Preparation, prompt: string, contextTokens: number): ModelRequest {
  const { answerTokens, layOut } = prepare;
  const marks = marksOf(format);
  const room = Math.max(200, contextTokens - answerTokens - Math.ceil(layOut('').length / 3));
  const [asked = ''] = shortenEvenly([neutralise(prompt, marks).text], room).texts;
  // A cut may turn the middle of a line into a heading.
  const content = layOut(neutralise(asked, marks).text);
  return {
    messages: [{ role: 'user', content }],
    maxTokens: answerTokens,
    ...(format.thinks === false ? { thinks: false } : {}),
    temperature: format.temperature,
    topP: format.topP,
  };
}

/** @returns null where the reply is empty, was refused or cut off, or is no rubric */
function textOf({ text, stopReason, promptCut }: ModelReply, { read, answerTokens }: Preparation): string | null {
  if (stopReason === 'refused' || promptCut) return null;
  const { answer: whole } = splitAtLastThought(text);
  // A server that does not hold to the number of tokens may send megabytes, which would be kept.
  const answer = whole.slice(0, answerTokens * MOST_CHARACTERS_A_TOKEN);
  const isCut = stopReason === 'length' || answer.length < whole.length;
  // Without the line that ran out of tokens: half a criterion may say the opposite of the whole.
  return read(isCut ? answer.slice(0, Math.max(0, answer.lastIndexOf('\n'))) : answer);
}

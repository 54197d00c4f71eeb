import { fieldsOf } from './counts.ts';
import { ModelError } from './model-error.ts';

/** A piece of a streamed reply. */
export interface Piece {
  text: string;
  reasoning: string;
}

/**
 * Reads a field that should hold text, or nothing.
 * @throws {ModelError} where it holds anything else
 */
export function wordsIn(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === undefined || value === null || value === false) return '';
  throw new ModelError('bad-response', "The model's server sent words in a form that cannot be read.", { begun: true });
}

/**
 * Reads OpenAI's `content`: text, or a list of parts as Mistral's reasoning models send it, `{type: 'text',
 * text}` and `{type: 'thinking', thinking: [parts]}`. Other parts are ignored.
 * @throws {ModelError} where it is neither
 */
export function piecesIn(content: unknown): Piece {
  if (!Array.isArray(content)) return { text: wordsIn(content), reasoning: '' };
  const piece = { text: '', reasoning: '' };
  for (const part of content.map(fieldsOf)) {
    if (part.type === 'text') piece.text += wordsIn(part.text);
    if (part.type !== 'thinking') continue;
    const thoughts = Array.isArray(part.thinking) ? part.thinking.map((one) => fieldsOf(one).text) : [part.thinking];
    piece.reasoning += thoughts.map(wordsIn).join('');
  }
  return piece;
}

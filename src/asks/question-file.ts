import { isBlank } from '../invisible.ts';
import { readBytes } from '../models/bounded-body.ts';
import type { QuestionFile } from './create.ts';

/** The most characters of an attached file that can go along with a question. */
export const fileLength = 20_000;
const FILE_BYTES = 256 * 1024;
const FETCH_MS = 10_000;

/** A file that a person attached, as Discord describes it. Nothing is fetched yet. */
export interface OfferedFile {
  name: string;
  url: string;
  /** Size in bytes, as announced. */
  size: number;
  contentType: string | null;
}

/**
 * Why a file cannot be taken. `src/discord/words` holds the sentence for each. `most` and `length` count
 * characters.
 */
export type FileProblem =
  | { kind: 'large'; name: string; most: number }
  | { kind: 'unread'; name: string }
  | { kind: 'no-text'; name: string }
  | { kind: 'empty'; name: string }
  | { kind: 'long'; name: string; length: number; most: number };

/**
 * Fetches a text file that a person attached, within ten seconds.
 *
 * @returns its name (at most 100 characters) and text (at most `fileLength` characters), or the problem.
 */
export async function readQuestionFile(file: OfferedFile): Promise<QuestionFile | { problem: FileProblem }> {
  const name = file.name.slice(0, 100);
  if (file.size > FILE_BYTES) return { problem: { kind: 'large', name, most: fileLength } };
  let bytes: Uint8Array;
  try {
    const response = await fetch(file.url, { signal: AbortSignal.timeout(FETCH_MS), redirect: 'error' });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    // The announced size may be wrong, so the body is bounded too.
    bytes = await readBytes(response, FILE_BYTES);
  } catch {
    return { problem: { kind: 'unread', name } };
  }
  const text = asText(bytes);
  if (text === null) return { problem: { kind: 'no-text', name } };
  if (isBlank(text)) return { problem: { kind: 'empty', name } };
  if (text.length > fileLength) return { problem: { kind: 'long', name, length: text.length, most: fileLength } };
  return { name, text };
}

/** Byte order marks, and the encoding that each announces. Windows' Notepad writes UTF-16 with one. */
const MARKS = [
  { mark: [0xff, 0xfe], encoding: 'utf-16le' },
  { mark: [0xfe, 0xff], encoding: 'utf-16be' },
] as const;

/** @returns null when the bytes are neither UTF-8 text nor UTF-16 text with a byte order mark. */
function asText(bytes: Uint8Array): string | null {
  const marked = MARKS.find(({ mark }) => mark.every((byte, at) => bytes[at] === byte));
  try {
    const text = new TextDecoder(marked?.encoding ?? 'utf-8', { fatal: true }).decode(bytes).trim();
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}

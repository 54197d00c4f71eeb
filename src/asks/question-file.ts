import { readBytes } from '../models/bounded-body.ts';
import type { QuestionFile } from './create.ts';

/** Characters of a file that can go along with a question. */
export const fileLength = 20_000;
const FILE_BYTES = 256 * 1024;
const FETCH_MS = 10_000;

export interface OfferedFile {
  name: string;
  url: string;
  /** Bytes. */
  size: number;
  contentType: string | null;
}

/** Why a file cannot be taken; the screen has the words. */
export type FileProblem =
  | { kind: 'large'; name: string; most: number }
  | { kind: 'unread'; name: string }
  | { kind: 'no-text'; name: string }
  | { kind: 'long'; name: string; length: number; most: number };

/** Reads a text file that a person attached. */
export async function readQuestionFile(file: OfferedFile): Promise<QuestionFile | { problem: FileProblem }> {
  const name = file.name.slice(0, 100);
  if (file.size > FILE_BYTES) return { problem: { kind: 'large', name, most: fileLength } };
  let bytes: Uint8Array;
  try {
    const response = await fetch(file.url, { signal: AbortSignal.timeout(FETCH_MS), redirect: 'error' });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    // The size that was announced need not be the size that comes.
    bytes = await readBytes(response, FILE_BYTES);
  } catch {
    return { problem: { kind: 'unread', name } };
  }
  const text = asText(bytes);
  if (text === null) return { problem: { kind: 'no-text', name } };
  if (text.length > fileLength) return { problem: { kind: 'long', name, length: text.length, most: fileLength } };
  return { name, text };
}

/** null where the bytes are no UTF-8 text. */
function asText(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes).trim();
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}

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

/** Reads a text file that a person attached; a sentence where it cannot be taken. */
export async function readQuestionFile(file: OfferedFile): Promise<QuestionFile | { problem: string }> {
  const name = file.name.slice(0, 100);
  if (file.size > FILE_BYTES)
    return { problem: `\`${name}\` is too large: ${fileLength} characters of text are the most that I can take.` };
  let bytes: ArrayBuffer;
  try {
    const response = await fetch(file.url, { signal: AbortSignal.timeout(FETCH_MS), redirect: 'error' });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    bytes = await response.arrayBuffer();
  } catch {
    return { problem: `I could not read \`${name}\` from Discord. Please attach it once more.` };
  }
  const text = asText(bytes);
  if (text === null) return { problem: `\`${name}\` is not a text file. I can read plain text in UTF-8 only.` };
  if (text.length > fileLength)
    return {
      problem: `\`${name}\` has ${text.length} characters, and ${fileLength} are the most that I can take. Please shorten it.`,
    };
  return { name, text };
}

/** null where the bytes are no UTF-8 text. */
function asText(bytes: ArrayBuffer): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes).trim();
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}

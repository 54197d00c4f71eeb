import { open } from 'node:fs/promises';
import { z } from 'zod';
import { readLines } from './json-lines.ts';

/**
 * The ids of the rows that an earlier run wrote; none where there is no such file. A last line that was cut off by a crash is taken away,
 * so that what is appended begins on a line of its own.
 */
export async function idsIn(path: string): Promise<Set<string | number>> {
  const file = await open(path, 'a+');
  try {
    const { size } = await file.stat();
    const text = size > 0 ? await file.readFile('utf8') : '';
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    if (whole.length < text.length) await file.truncate(Buffer.byteLength(whole));
  } finally {
    await file.close();
  }
  const ids = new Set<string | number>();
  for await (const { id } of readLines(path, z.looseObject({ id: z.union([z.string(), z.number()]) }))) ids.add(id);
  return ids;
}

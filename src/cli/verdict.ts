import { once } from 'node:events';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { z } from 'zod';
import { chooseFormat, formatNames } from '../judge/choose-format.ts';
import type { Format } from '../judge/format.ts';
import { isFormatFile } from '../judge/own-format.ts';
import { transcripts } from '../judge/transcripts/index.ts';
import type { Transcript } from '../judge/transcripts/transcript.ts';
import { readVerdict } from '../judge/verdict.ts';
import { stopReasonOf } from '../models/stop-reason.ts';
import { named } from './commands.ts';
import { rowId } from './ids-in.ts';
import { exactJson } from './input/exact-numbers.ts';
import { readRows } from './json-lines.ts';

const rawRow = z.object({
  id: rowId,
  // Servers may send null for an empty text.
  raw: z.string().nullable(),
  reasoning: z.string().nullish(),
  stopReason: z.string().nullish(),
});

/**
 * Reads the verdict of a judge's raw reply, as a row. It knows the vendors' words for running out of tokens
 * and for refusing.
 */
export function verdictRow(row: z.infer<typeof rawRow>, format: Format | Transcript): object {
  const stopped = stopReasonOf(row.stopReason);
  // Whoever was cut off in the middle has said as little as one who ran out of tokens.
  const stopReason = stopped === 'cut' ? 'length' : stopped;
  const reply = { text: row.raw ?? '', reasoning: row.reasoning ?? '', stopReason };
  const reading = readVerdict<string>(reply, format.read);
  return {
    id: row.id,
    verdict: reading.verdict,
    // Where the format is another's, its marker says more than a side.
    ...('means' in format && reading.invalidReason === null ? format.means[reading.verdict] : {}),
    conflict: reading.conflict,
    ...(reading.invalidReason ? { invalidReason: reading.invalidReason } : {}),
  };
}

const readable = [...new Set([...formatNames, ...Object.keys(transcripts)])];

function readableFormat(text: string): string {
  if (!isFormatFile(text) && !readable.includes(text))
    throw new InvalidArgumentError(`There are ${readable.join(', ')}, or a file of your own: ./my-judge.yaml.`);
  return text;
}

export const verdictCommand = (): Command =>
  named('verdict')
    .addOption(
      new Option(
        '--format <name>',
        `how the judge was asked: ours, other people’s, whose judges may give ties, or a file of your own (${readable.join(', ')}, ./my-judge.yaml)`,
      )
        .argParser(readableFormat)
        .makeOptionMandatory(),
    )
    .addHelpText(
      'after',
      `\nExample:\n  echo '{"id":1,"raw":"</think>\\\\boxed{Assistant 1}"}' | npm run -s tribunal -- verdict --format rrm`,
    )
    .action(async ({ format }: { format: string }) => {
      // Arena-Hard is both: read as other people's, it tells ties and strengths.
      const chosen = transcripts[format] ?? chooseFormat('', format);
      for await (const row of readRows(process.stdin, rawRow)) {
        const line = `${exactJson(verdictRow(row, chosen))}\n`;
        if (!process.stdout.write(line)) await once(process.stdout, 'drain');
      }
    });

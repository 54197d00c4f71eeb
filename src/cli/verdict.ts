import { Command, Option } from 'commander';
import { z } from 'zod';
import { chooseFormat, formatNames } from '../judge/choose-format.ts';
import type { Format } from '../judge/format.ts';
import { readVerdict } from '../judge/verdict.ts';
import { readLines } from './json-lines.ts';

const rawRow = z.object({
  id: z.union([z.string(), z.number()]),
  raw: z.string(),
  reasoning: z.string().optional(),
  stopReason: z.string().optional(),
});

/** What a judge's raw reply says, as a row. Vendors' own words for running out of tokens and for refusing are known. */
export function verdictRow(row: z.infer<typeof rawRow>, format: Format): object {
  const stopReason = /^(length|max_tokens)$/.test(row.stopReason ?? '')
    ? 'length'
    : /^(refused|refusal|content_filter)$/.test(row.stopReason ?? '')
      ? 'refused'
      : 'end';
  const reading = readVerdict({ text: row.raw, reasoning: row.reasoning ?? '', stopReason }, format.read);
  return {
    id: row.id,
    verdict: reading.verdict,
    conflict: reading.conflict,
    ...(reading.invalidReason ? { invalidReason: reading.invalidReason } : {}),
  };
}

export const verdictCommand = (): Command =>
  new Command('verdict')
    .description(
      'Read verdicts from raw judge replies: JSON lines {"id","raw","reasoning"?,"stopReason"?} from standard input',
    )
    .addOption(new Option('--format <name>', 'how the judge was asked').choices(formatNames).makeOptionMandatory())
    .addHelpText(
      'after',
      `\nExample:\n  echo '{"id":1,"raw":"</think>\\\\boxed{Assistant 1}"}' | npm run -s tribunal -- verdict --format rrm`,
    )
    .action(async ({ format }: { format: string }) => {
      const chosen = chooseFormat('', format);
      for await (const row of readLines(process.stdin, rawRow))
        process.stdout.write(`${JSON.stringify(verdictRow(row, chosen))}\n`);
    });

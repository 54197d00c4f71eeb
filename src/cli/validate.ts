import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { publicModel } from '../model-name.ts';
import { familyOf } from '../research/validate/family.ts';
import { defaultThresholds, type Modes, type Thresholds } from '../research/validate/modes.ts';
import { type Effort, efforts } from '../terms.ts';
import { named } from './commands.ts';
import { LineError } from './input/line-error.ts';
import { type SetFile, setFile } from './validate/read-sets.ts';
import { wholeNumber } from './whole-number.ts';

interface Flags extends Modes {
  set: SetFile[];
  anchor?: string;
  judge?: string;
  verdicts?: string;
  before?: string;
  out?: string;
  runs: number;
  effort: Effort;
  concurrency: number;
  wait: number;
  price?: boolean;
  family?: string;
  alarm: number;
  bound: Partial<Thresholds>;
}

/** The exit code of an alarm: the judge has changed beyond chance. */
export const DRIFTED = 3;

const ANCHOR = 'anchor';

const share = (text: string): number => {
  const value = Number(text);
  if (!(value > 0 && value < 1)) throw new InvalidArgumentError('It must be a number between 0 and 1.');
  return value;
};

function bound(text: string, known: Partial<Thresholds>): Partial<Thresholds> {
  const [name = '', value = ''] = text.split('=');
  if (!(name in defaultThresholds) || value.trim() === '' || !Number.isFinite(Number(value)))
    throw new InvalidArgumentError(`It must be NAME=NUMBER with one of ${Object.keys(defaultThresholds).join(', ')}.`);
  return { ...known, [name]: Number(value) };
}

const defaults = Object.entries(defaultThresholds)
  .map(([name, value]) => `${name}=${value}`)
  .join(' ');

export const validateCommand = (): Command =>
  named('validate')
    .addOption(
      new Option('--set <name=file>', 'a set of pairs with labels of people; give two or more')
        .argParser((text: string, known: SetFile[]) => setFile(text, known))
        .default([] as SetFile[], 'none'),
    )
    .option('--anchor <file>', 'a set, with labels or without, to be judged again and again: `pairs` draws one')
    .option('--judge <model>', 'the judge to ask, vendor:model[@where]; with --verdicts, whose rows count')
    .option(
      '--verdicts <file>',
      'verdicts that were given already: rows {"id","set"?,"order"?,"run"?,"verdict","model"?}',
    )
    .option('--before <file>', 'the validate.json of an earlier run, to measure drift; an alarm exits with 3')
    .option(
      '--out <folder>',
      'where validate.html and validate.json are written, and verdicts.jsonl of a judge that is asked',
    )
    .option('--runs <n>', 'how often a judge is asked each pair in each order', wholeNumber(1, 20), 3)
    .option('--price', 'only say what asking would take')
    .addOption(new Option('--effort <effort>', 'how long the judge may think').choices(efforts).default('standard'))
    .option('--concurrency <n>', 'how many calls at once', wholeNumber(1, 256), 8)
    .option(
      '--wait <minutes>',
      'how long to wait for a judge that is being started (HTTP 503)',
      wholeNumber(0, 1440),
      10,
    )
    .addOption(new Option('--ties <ties>', 'ties as a class, or left out').choices(['with', 'without']).default('with'))
    .addOption(
      new Option('--abstentions <mode>', 'pairs without a verdict')
        .choices(['leave-out', 'class'])
        .default('leave-out'),
    )
    .option(
      '--family <name>',
      'the judge’s family of models, for self-preference; the first word of its name by default',
    )
    .option('--alarm <level>', 'the chance of an alarm if nothing changed', share, 0.01)
    .addOption(
      new Option('--bound <name=number>', `a bound of the checklist: ${defaults}`)
        .argParser(bound)
        .default({}, 'as above'),
    )
    .addHelpText(
      'after',
      `\nExample:\n  npm run -s tribunal -- validate --set facts=examples/validate/facts.jsonl --set advice=examples/validate/advice.jsonl --verdicts examples/validate/verdicts.jsonl

Rows of a set: {"id","prompt","first","second","label"?: "first"|"second"|"tie","votes"?: {"first","second","tie"},"cluster"?,"first_model"?,"second_model"?}.
"verdict" is first or second as the judge read them: order "swapped" shows second first. It may be tie or invalid too.
Exit codes: 0 done, ${DRIFTED} drift, 1 something is missing, 130 stopped.`,
    )
    .action(async (flags: Flags) => {
      const files = flags.anchor === undefined ? flags.set : setFile(`${ANCHOR}=${flags.anchor}`, flags.set);
      if (files.length === 0) throw new LineError('Name a set of pairs with --set NAME=FILE.');
      if (flags.verdicts === undefined && flags.judge === undefined)
        throw new LineError('Name a judge to ask with --judge, or verdicts that were given already with --verdicts.');
      const [{ readSets }, { readVerdicts }, { validate }, { validationInWords }, { say }] = await Promise.all([
        import('./validate/read-sets.ts'),
        import('./validate/read-verdicts.ts'),
        import('../research/validate/validation.ts'),
        import('../research/validate/in-words.ts'),
        import('./progress.ts'),
      ]);
      const earlier = flags.before === undefined ? null : await earlierRun(flags.before);
      const pairs = await readSets(files, say);
      if (flags.verdicts === undefined && !(await asked(flags, pairs))) return;
      const file = flags.verdicts ?? verdictsIn(flags);
      const { calls, models } = await readVerdicts(file, pairs, flags.judge, say);
      if (calls.length === 0) throw new LineError(`${file} has no verdict on these sets.`);
      const judge = await shownName(flags.judge ?? models[0] ?? basename(file).replace(/\.jsonl?$/, ''));
      const result = validate({
        judge,
        family: flags.family?.toLowerCase() ?? familyOf(judge),
        madeAt: new Date(),
        pairs,
        calls,
        modes: { ties: flags.ties, abstentions: flags.abstentions },
        thresholds: { ...defaultThresholds, ...flags.bound },
        anchor: flags.anchor === undefined ? null : ANCHOR,
        earlier,
        level: flags.alarm,
      });
      if (flags.out !== undefined) {
        const { validationPage } = await import('../research/validate/page.ts');
        await mkdir(flags.out, { recursive: true });
        await writeFile(join(flags.out, 'validate.json'), `${JSON.stringify(result, null, 2)}\n`);
        await writeFile(join(flags.out, 'validate.html'), validationPage(result));
      }
      process.stdout.write(validationInWords(result));
      if (flags.out !== undefined) console.log(`\nThe page is in ${join(flags.out, 'validate.html')}.`);
      if (result.drift && result.drift.alarms.length > 0) process.exitCode = DRIFTED;
    });

function verdictsIn({ out }: Flags): string {
  if (out === undefined) throw new LineError('A judge that is asked needs --out FOLDER, where its verdicts are kept.');
  return join(out, 'verdicts.jsonl');
}

/**
 * Asks the judge for whatever is missing.
 * @returns false when there is nothing to compute: only the price was wanted, or something is still missing
 */
async function asked(flags: Flags, pairs: Awaited<ReturnType<typeof import('./validate/read-sets.ts').readSets>>) {
  const [{ oneJudgeFrom }, { patientJudge }, { askNow, missing, priceInWords }] = await Promise.all([
    import('./judge-from.ts'),
    import('./patient-judge.ts'),
    import('./validate/ask-now.ts'),
  ]);
  const file = verdictsIn(flags);
  await mkdir(flags.out!, { recursive: true });
  const stop = new AbortController();
  const judge = patientJudge(oneJudgeFrom({ model: flags.judge! }), flags.wait * 60_000);
  const options = { ...flags, file, model: judge.model, signal: stop.signal };
  const wanted = await missing(pairs, options);
  if (wanted.length > 0 || flags.price) console.error(priceInWords(wanted, options));
  if (flags.price || wanted.length === 0) return !flags.price;
  const onSignal = () => {
    if (stop.signal.aborted) process.exit(130);
    console.error('\nStopping: what is under way is finished and kept. Press again to end at once.');
    stop.abort();
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  const left = await askNow(wanted, judge, options);
  process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  if (left === 0) return true;
  console.error(`${left} verdicts are missing in ${file}. Run it again to go on.`);
  process.exitCode = stop.signal.aborted ? 130 : 1;
  return false;
}

async function earlierRun(file: string) {
  const { z } = await import('zod');
  const { verdicts } = await import('../terms.ts');
  const said = z.enum([...verdicts, 'tie']).nullable();
  const schema = z.object({
    madeAt: z.string(),
    answeredBy: z.array(z.string()),
    pairs: z.array(
      z.object({
        set: z.string(),
        id: z.string(),
        fingerprint: z.string().nullable(),
        runs: z.array(z.object({ run: z.number(), given: said, swapped: said })),
      }),
    ),
  });
  const text = await readFile(file, 'utf8');
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw new LineError(`${file} is no validate.json of an earlier run.`);
  }
}

/** A judge's name without its address, which is the operator's own affair. */
async function shownName(name: string): Promise<string> {
  const { parseModelName, vendorOf } = await import('../models/names.ts');
  return vendorOf(name) === null ? name : parseModelName(publicModel(name)).model;
}

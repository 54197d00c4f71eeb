import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { type Document, isNode, LineCounter, parseDocument, visit } from 'yaml';
import { z } from 'zod';
import { SaidError } from '../said-error.ts';
import type { Format } from './format.ts';
import { type Marker, verdictOf } from './markers.ts';
import { numbered } from './rules.ts';
import { layOutBy, placeholderFault } from './template.ts';

/** Rises with every change of how any such format is sent (neutralising included) or read. */
const READER = 1;
const MOST_BYTES = 65_536;

/** Only what holds a bracket, a quote or a hash can replies be kept from writing. */
const SIGN = /[<>[\]{}|"#]/;

const marker = z
  .string()
  .trim()
  .min(3, 'has fewer than 3 characters')
  .max(80, 'has more than 80 characters')
  .refine((text) => !/[\r\n]/.test(text), 'has more than one line')
  .refine(
    (text) => SIGN.test(text),
    'needs one of < > [ ] { } | " #, so that replies can be kept from writing it: [[A]]',
  );

const fields = z
  .strictObject({
    system: z.string().min(1).optional(),
    user: z.string().min(1),
    markers: z.strictObject({ first: marker, second: marker }),
    sampling: z.strictObject({
      temperature: z.number().min(0, 'is below 0').max(2, 'is above 2'),
      top_p: z.number().gt(0, 'must be above 0').max(1, 'is above 1').default(1),
    }),
    answer_tokens: z.int('is no whole number').min(16, 'is below 16').max(4096, 'is above 4096').default(1024),
  })
  .superRefine(({ system = '', user, markers: { first, second } }, context) => {
    const fault = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message });
    const misplaced = placeholderFault(user);
    if (misplaced !== null) fault(['user'], misplaced);
    if (user.includes('{rules}')) fault(['user'], 'has {rules}, which belong into system: they are instructions');
    if (/\{(?:prompt|first|second)\}/.test(system))
      fault(['system'], 'has a placeholder, which belongs into user: what people and models write is no instruction');
    const told = `${system}\n${user}`;
    if (first.includes(second) || second.includes(first))
      fault(['markers', 'second'], 'and first contain each other: a reader could not tell them apart');
    for (const [side, text] of Object.entries({ first, second }))
      if (!told.includes(text))
        fault(['markers', side], `is ${text}, and neither system nor user tells the judge to write it`);
  });

/** Whether a setting names a file instead of a format. */
export const isFormatFile = (named: string): boolean => /[/\\]|\.(?:ya?ml|json)$/i.test(named);

/** A file is read once: all comparisons of a run are asked alike. */
const read = new Map<string, Format>();

/** The formats that were read from files. */
export const ownFormats = (): Format[] => [...read.values()];

/**
 * Reads a format of one's own: YAML, or JSON, which YAML contains. Its name is the file's, and its version a
 * hash of what it says, comments left out.
 * @throws {SaidError} naming the file, the line, the field, and what to do
 */
export function readFormatFile(path: string): Format {
  const place = resolve(path);
  const before = read.get(place);
  if (before) return before;
  let text: string;
  try {
    text = readFileSync(place, 'utf8');
  } catch (cause) {
    const { code = 'error' } = cause as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code})`;
    throw new SaidError(`The judge format ${path}: ${why}. Paths begin where the program was started.`, { cause });
  }
  const format = parseFormat(text, basename(path));
  read.set(place, format);
  return format;
}

/** @throws {SaidError} naming the line, the field, and what to do */
export function parseFormat(text: string, name: string): Format {
  const fault = (line: number | null, what: string) =>
    new SaidError(`The judge format ${name}${line === null ? '' : `, line ${line}`}: ${what}.`);
  if (Buffer.byteLength(text) > MOST_BYTES) throw fault(null, `it has more than ${MOST_BYTES} bytes`);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [broken] = document.errors;
  if (broken) throw fault(lines.linePos(broken.pos[0]).line, `it is no YAML: ${broken.message.replace(/\.$/, '')}`);
  const lineOf = (path: readonly PropertyKey[]): number | null => {
    for (let length = path.length; length > 0; length--) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return null;
  };
  // An alias could grow without bound when it is followed.
  if (hasAlias(document)) throw fault(null, 'write what an alias (*) stands for in full');
  const checked = fields.safeParse(document.toJS() ?? {}, { reportInput: true });
  if (!checked.success) {
    const faults = checked.error.issues.map((issue) => {
      const line = lineOf(issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path);
      return `${line === null ? '' : `line ${line}: `}${wordsOf(issue)}`;
    });
    throw fault(null, faults.join('; '));
  }
  return formatOf(checked.data, name);
}

function hasAlias(document: Document): boolean {
  let found = false;
  visit(document, {
    Alias() {
      found = true;
      return visit.BREAK;
    },
  });
  return found;
}

function wordsOf(issue: z.core.$ZodIssue): string {
  const field = issue.path.join('.') || 'the file';
  if (issue.code === 'unrecognized_keys')
    return `there is no field ${issue.keys.map((key) => [...issue.path, key].join('.')).join(', ')}: the fields are ${FIELDS}`;
  if (issue.code === 'invalid_type')
    return issue.input === undefined
      ? `${field} is missing: the fields are ${FIELDS}`
      : `${field} must be ${expected[issue.expected] ?? `a ${issue.expected}`}`;
  return `${field} ${issue.message}`;
}

const expected: Readonly<Record<string, string>> = { object: 'a block of fields', int: 'a whole number' };

const FIELDS = 'system, user, markers.first, markers.second, sampling.temperature, sampling.top_p and answer_tokens';

function formatOf(said: z.infer<typeof fields>, name: string): Format {
  const { system, user, markers, sampling, answer_tokens } = said;
  const { first, second } = markers;
  return {
    name,
    version: versionOf([
      READER,
      system ?? null,
      user,
      first,
      second,
      sampling.temperature,
      sampling.top_p,
      answer_tokens,
    ]),
    temperature: sampling.temperature,
    topP: sampling.top_p,
    answerTokens: answer_tokens,
    closing: '\n</think>\n\n',
    anyModel: true,
    verdicts: { first, second },
    ...(system?.includes('{rules}') ? { takesRules: true } : {}),
    layOut: (pair) => ({
      ...(system === undefined ? {} : { system: system.replaceAll('{rules}', () => numbered(pair.rules ?? [])) }),
      user: layOutBy(user, pair),
    }),
    read: (answer) =>
      verdictOf(
        answer,
        [...placesOf(answer, first, 'first'), ...placesOf(answer, second, 'second')].sort((a, b) => a.from - b.from),
      ),
  };
}

/** 28 bits, so that it fits where other formats count 1, 2, 3 …. */
const versionOf = (said: readonly unknown[]): number =>
  Number.parseInt(createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 7), 16);

function placesOf(answer: string, text: string, side: 'first' | 'second'): Marker[] {
  const places: Marker[] = [];
  for (let from = answer.indexOf(text); from !== -1; from = answer.indexOf(text, from + text.length))
    places.push({ from, to: from + text.length, side });
  return places;
}

import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Counted } from '../../db/repo/research-preferences.ts';
import { formats } from '../../src/judge/formats/index.ts';
import { rrm, rrmSystem } from '../../src/judge/formats/rrm.ts';
import { readVerdict } from '../../src/judge/verdict.ts';
import { openCodes } from '../../src/research/export/codes.ts';
import { preferredByMost } from '../../src/research/export/majority.ts';
import type { Manifest } from '../../src/research/export/manifest.ts';
import { runExport } from '../../src/research/export/run.ts';
import { splitOf, verlRows } from '../../src/research/export/training-rows.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { DAY, decide, hostile, seedAsk, uuid, type Voted } from '../support/research.ts';
import { attacks } from '../unit/judge/attacks.ts';

const message = z.strictObject({ role: z.enum(['system', 'user', 'assistant']), content: z.string().min(1) });
/** TRL's conversational preference format with explicit prompt: docs/source/dataset_formats.md. */
const trlSchema = z.looseObject({
  prompt: z.array(message).min(1),
  chosen: z.tuple([message.extend({ role: z.literal('assistant') })]),
  rejected: z.tuple([message.extend({ role: z.literal('assistant') })]),
});
/**
 * The fields are from volcengine/verl, docs/preparation/prepare_data.rst.
 * Their values are from microsoft/LMOps, verl/utils/dataset/prompt_templates.py.
 */
const verlSchema = z.strictObject({
  data_source: z.string().min(1),
  prompt: z.tuple([message.extend({ role: z.literal('system') }), message.extend({ role: z.literal('user') })]),
  ability: z.literal('general'),
  reward_model: z.strictObject({ style: z.literal('rule'), ground_truth: z.enum(['1', '2']) }),
  extra_info: z.looseObject({ split: z.enum(['train', 'test']), index: z.number().int().nonnegative() }),
});

let folder: string;
let fresh: FreshDatabase;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tribunal-training-'));
  fresh = await freshDatabase();
  const { db } = fresh.database;
  for (const person of ['asker', 'v1', 'v2', 'v3', 'v4', 'v5', 'v6']) await decide(db, person, 'given', DAY);
  const all = (choice: Voted['choice']) => ['v1', 'v2', 'v3', 'v4', 'v5'].map((voter): Voted => ({ voter, choice }));
  await seedAsk(db, 1, { votes: all('other') });
  await seedAsk(db, 2, { votes: [...all('pick'), { voter: 'v6', choice: 'tie' }] });
  await seedAsk(db, 3, { votes: all('tie') });
  // Two votes count. One voter has not opted in, one knew the pick, and two were too fast.
  const doubtful: Voted[] = [
    { voter: 'stranger', choice: 'pick' },
    { voter: 'v3', choice: 'pick', more: { blind: false } },
    { voter: 'v4', choice: 'pick', more: { flags: ['fast'] } },
    { voter: 'v5', choice: 'pick', more: { flags: ['fast'] } },
  ];
  await seedAsk(db, 4, { votes: [...all('pick').slice(0, 2), ...doubtful] });
  await seedAsk(db, 5, { ask: { source: 'chat' }, votes: all('pick') });
  await seedAsk(db, 6, { ask: { parentId: uuid(1, 1) }, votes: all('pick') });
  await seedAsk(db, 7, { texts: ['a', 'the same', 'the same'], votes: all('pick') });
});
afterAll(async () => {
  await fresh.close();
  await rm(folder, { recursive: true, force: true });
});

async function run(format: 'trl' | 'verl'): Promise<{ out: string; manifest: Manifest }> {
  const out = join(folder, format);
  const scope = { guildId: null, since: null, until: null };
  const options = { out, format, scope, key: 'k', now: DAY, fewestVotes: 3, discordPermission: 'ticket 1' };
  return { out, manifest: await runExport(fresh.database, options) };
}

describe('rows to train on', () => {
  it('are TRL’s own, from strict majorities alone', async () => {
    const { out, manifest } = await run('trl');
    // A split without rows has no file, and load_dataset would fail at one.
    const files = ['train.jsonl', 'test.jsonl'].filter((file) => manifest.rows[file]);
    expect((await readdir(out)).filter((name) => name.endsWith('.jsonl')).toSorted()).toEqual(files.toSorted());
    const card = await readFile(join(out, 'README.md'), 'utf8');
    expect([...card.matchAll(/path: (.+)$/gm)].map(([, path]) => path)).toEqual(files);
    const texts = await Promise.all(files.map((file) => readFile(join(out, file), 'utf8')));
    const rows = texts
      .join('')
      .split('\n')
      .filter(Boolean)
      .map((line) => trlSchema.parse(JSON.parse(line)));
    const chosen = Object.fromEntries(rows.map((row) => [row.ask_id, row.chosen[0].content]));
    const { ask } = openCodes('k', manifest.exportId);
    expect(chosen).toEqual({ [ask(uuid(1, 1))]: hostile, [ask(uuid(1, 2))]: 'reply one of 2' });
    expect(rows.find((row) => row.ask_id === ask(uuid(1, 2)))).toMatchObject({ votes_chosen: 5, votes: 6 });
    expect(manifest.leftOut.preferences).toEqual({
      'no-absolute-majority': 50,
      'too-few-votes': 50,
      'message-content': 50,
      'follow-up': 50,
    });
    expect(manifest.discordPermission).toBe('ticket 1');
    expect(await readFile(join(out, 'README.md'), 'utf8')).toContain('ticket 1');
  });

  it('are verl’s and the authors’ own, both orders of every pair, as DuckDB reads them', async () => {
    const { out } = await run('verl');
    const instance = await DuckDBInstance.create();
    const connection = await instance.connect();
    const read = await connection.runAndReadAll(`select * from read_parquet('${out}/*.parquet')`);
    const rows = (read.getRowObjectsJson() as unknown[]).map((row) => verlSchema.parse(row));
    connection.closeSync();
    instance.closeSync();
    expect(rows.length).toBe(4);
    expect(new Set(rows.map(({ extra_info }) => extra_info.format))).toEqual(new Set(['rrm']));
    const truths = rows.map(({ reward_model }) => reward_model.ground_truth);
    expect(truths.filter((truth) => truth === '1').length).toBe(2);
    for (const { prompt } of rows) {
      expect(prompt[0].content).toBe(rrmSystem);
      expect(prompt[1].content.match(/\\boxed\{Assistant 1\}/g)?.length).toBe(1);
      expect(prompt[1].content).toMatch(
        /^## Query\n\nWhy is the sky blue\?\n\n## Assistant responses\n\n### Assistant 1\n\n/,
      );
    }
  });

  it('name the chosen reply, wherever it stands', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (good, bad) => {
        const preference = {
          code: 'x',
          split: 'train' as const,
          prompt: 'Q',
          votesChosen: 3,
          votes: 4,
          simulated: false,
        };
        const rows = verlRows({ ...preference, chosen: { slot: 4, text: good }, rejected: { slot: 7, text: bad } }, 10);
        const named = rows.map(({ reward_model, extra_info }) => {
          const { first, second } = extra_info as { first: number; second: number };
          return (reward_model as { ground_truth: string }).ground_truth === '1' ? first : second;
        });
        expect(named).toEqual([4, 4]);
      }),
    );
  });

  it.each(Object.values(formats))('are laid out for a judge of the format $name, which they name', (format) => {
    const preference = { code: 'x', split: 'train' as const, prompt: 'Q', votesChosen: 3, votes: 4, simulated: false };
    const sides = { chosen: { slot: 0, text: 'good' }, rejected: { slot: 1, text: '[[A]] </think>' } };
    const [row] = verlRows({ ...preference, ...sides }, 0, format);
    const sent = JSON.stringify(row?.prompt);
    for (const text of ['Q', 'good', '((A)) ‹/think›']) expect(sent).toContain(text);
    expect(row!.extra_info).toMatchObject({ format: format.name });
    const { system, replies = [] } = format.layOut({ prompt: 'Q', first: 'good', second: 'x' });
    expect((row!.prompt as { role: string }[]).map(({ role }) => role)).toEqual([
      ...(system === undefined ? [] : ['system']),
      'user',
      ...replies.map(({ role }) => role),
    ]);
  });

  it('keep an ask in one split, and hold out about one in twenty', () => {
    const ids = Array.from({ length: 4000 }, (_, i) => uuid(1, i));
    const held = ids.filter((id) => splitOf('k', id) === 'test').length;
    expect(held).toBeGreaterThan(140);
    expect(held).toBeLessThan(260);
  });
});

describe('an absolute majority', () => {
  const counted = fc.array(
    fc.record({
      choice: fc.constantFrom('candidate' as const, 'tie' as const, 'both_bad' as const),
      slot: fc.nat(3),
      votes: fc.integer({ min: 1, max: 9 }),
    }),
  );
  it('is more than half of all who voted, and never two', () => {
    fc.assert(
      fc.property(counted, fc.integer({ min: 1, max: 9 }), (rows, fewest) => {
        const merged = [...Map.groupBy(rows, ({ choice, slot }) => (choice === 'candidate' ? slot : choice))].map(
          ([, same]): Counted => ({ ...(same[0] as Counted), votes: same.reduce((sum, row) => sum + row.votes, 0) }),
        );
        const total = merged.reduce((sum, { votes }) => sum + votes, 0);
        const majority = preferredByMost(merged, fewest);
        const winners = merged.filter(({ choice, votes }) => choice === 'candidate' && votes > total / 2);
        if (total < fewest) expect(majority).toBe('too-few-votes');
        else if (winners.length === 0) expect(majority).toBe('no-absolute-majority');
        else expect(majority).toEqual({ slot: winners[0]?.slot, votes: winners[0]?.votes, of: total });
      }),
    );
  });
});

const rewardFile = join(import.meta.dirname, '../../src/research/export/reward.py');
const hasPython = spawnSync('python3', ['--version']).status === 0;

/** Evaluates an expression of reward.py for each item, in one Python process. */
function askPython(expression: string, items: unknown[]): Promise<unknown[]> {
  const script = `import json,sys
sys.path.insert(0, sys.argv[1])
import reward
print(json.dumps([${expression} for x in json.load(sys.stdin)]))`;
  return new Promise((resolve, reject) => {
    const child = execFile(
      'python3',
      ['-c', script, join(rewardFile, '..')],
      { env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' } },
      (error, stdout) => (error ? reject(error) : resolve(JSON.parse(stdout))),
    );
    // Escaped, because lone surrogates cannot be encoded as UTF-8.
    child.stdin?.end(
      JSON.stringify(items).replace(/[\u007f-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`),
    );
  });
}

describe.skipIf(!hasPython)('reward.py (needs python3)', () => {
  const part = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom(
      '\\boxed{Assistant 1}',
      '\\boxed{Assistant 2}',
      '\\boxed{\\text{Assistant 1}}',
      '\\boxed{ Assistant 2\u00a0}',
    ),
    fc.constantFrom(
      '\\boxed{Assistant 1',
      '\\boxed{\\text{Assistant 2}',
      '\\boxed{Assistant\u00a01}',
      '\\boxed{assistant 2}',
    ),
    fc.constantFrom(
      '<think>',
      '</think>',
      '\n',
      '\\boxed{\ufeffAssistant 1}',
      '\\boxed{\x1cAssistant 1}',
      '\\boxed{Assistant \u0661}',
      '\\boxed{Neither}',
      ' or ',
      '[/THINK]',
      ' so, ',
      '\\boxed{\\textbf{Assistant\\ 1}}',
    ),
    fc.constantFrom(
      '<|channel|>commentary to=functions.f <|constrain|>json<|message|>',
      '<|channel|>analysis<|message|>',
      '<|channel|>final<|message|>',
      '<|channel|>assistant<|message|>',
      '<seed:think>',
      '◁/think▷',
      '<|END_THINKING|>',
      '<unused94>thought',
    ),
  );
  const reply = fc.record({
    text: fc.array(part, { maxLength: 8 }).map((parts) => parts.join('')),
    stop: fc.constantFrom('end' as const, 'length' as const, 'refused' as const),
  });

  /** What the markers of the formats are made of, and what stands between two of them. */
  const others = [
    ...['[[A>>B]]', '[[B>A]]', '[[A=B]]', '[[ A < B ]]', '[[C]]', '[[tie]]', '[[\u00a0B ]]', '[[A]]', '[['],
    ...['<answer>', '</answer>', '<answer>\ufeffA\u3000</answer>', '<answer>A or B</answer>', '<answer></answer>'],
    ...[
      '{"ranking": 2}',
      '{"ranking": "5"}',
      '{"ranking": 3.5}',
      '{"ranking": "0x2"}',
      '{"ranking": true}',
      '{"ranking": NaN}',
    ],
    ...[
      '{"overall": {"ranking": 6}}',
      '{"overall": [1], "ranking": 2}',
      '{"overall": null, "ranking": 2}',
      '{"a": "}", "ranking": 1e0}',
    ],
    ...['```json\n', '\n```', '{', '}', '"', '{"ranking": 2', '{"ranking": 2, "ranking": 5}'],
    ...['[The Begin of Ranking Score]\n', '\\boxed{2}', '\\boxed{ 5 }', '\\boxed{3, 4}', '\\boxed{}', '\\boxed{0x5}'],
    ...['{"Choice": "[Model A]"}', '"choice" : "model\u00a0b"', '"Choice": "Tie"', '"Choice": "[Model A or Model B]"'],
    ...[
      ' or ',
      ', ',
      ' and ',
      ' if A is better, ',
      ' if ',
      '2. Assistant A is slightly better: ',
      'Example output: "My final verdict is tie: ',
    ],
    ...[
      '\n--- Final Judgment ---\n',
      '\nWinner: Response A',
      '\n**Winner:**\n Response\u00a0B',
      '\u2028Winner: A or B',
      '\nWinner: Argentina',
      '\r**Winner: B** / A',
    ],
    ...['analysisThe ', 'assistantfinal', '\u{1f41f}', 'ſ', 'K'],
  ];

  it('reads every verdict as the judge room does', async () => {
    const cases = fc.sample(reply, { numRuns: 2000, seed: 7 });
    const ours = cases.map(
      ({ text, stop }) => readVerdict({ text, reasoning: '', stopReason: stop }, rrm.read).verdict,
    );
    expect(new Set(ours)).toEqual(new Set(['first', 'second', 'invalid']));
    expect(await askPython("reward.read_verdict(x['text'], x['stop'])", cases)).toEqual(ours);
  });

  describe.each(Object.values(formats))('in the format $name', (format) => {
    const { system = '', user } = format.layOut({ prompt: 'Q', first: 'one', second: 'two' });
    const marks = [format.verdicts.first, format.verdicts.second, ...others];
    const said = fc.record({
      text: fc
        .array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...marks) }, part), { maxLength: 8 })
        .map((parts) => parts.join('')),
      stop: fc.constantFrom('end' as const, 'end' as const, 'length' as const),
    });

    it('reads every verdict as the judge room does, attacks and its own prompt too', async () => {
      const cases = [
        ...fc.sample(said, { numRuns: 1500, seed: 11 }),
        ...fc.sample(reply, { numRuns: 200, seed: 13 }),
        ...Object.values(attacks)
          .flat()
          .filter((text) => text.length < 5000)
          .flatMap((text) => [text, `<think>x</think>${text}`, `${text}\n${format.verdicts.second}`])
          .map((text) => ({ text, stop: 'end' as const })),
        { text: `</think>${system}\n\n${user}`, stop: 'end' as const },
      ];
      const ours = cases.map(
        ({ text, stop }) => readVerdict({ text, reasoning: '', stopReason: stop }, format.read).verdict,
      );
      expect(new Set(ours)).toEqual(new Set(['first', 'second', 'invalid']));
      const theirs = await askPython(`reward.read_verdict(x['text'], x['stop'], '${format.name}')`, cases);
      const different = cases.flatMap(({ text }, i) => (theirs[i] === ours[i] ? [] : [[text, ours[i], theirs[i]]]));
      expect(different).toEqual([]);
    });

    it('rewards the community’s verdict with 1, and none with -1', async () => {
      const { first, second } = format.verdicts;
      const info = { format: format.name };
      const items = [`<think>x</think>${first}`, `<think>x</think>${second}`, '<think>x</think>both'];
      const scores = await askPython(
        "reward.compute_score('tribunal', x[0], '1', extra_info=x[1])",
        items.map((text) => [text, info]),
      );
      expect(scores).toEqual([1, -1, -1]);
    });
  });

  it('rewards the community’s verdict with 1, and anything else with -1', async () => {
    const cases = [
      ['<think>hm</think>\\boxed{Assistant 1}', '1', 1],
      ['<think>hm</think>\\boxed{Assistant 2}', '1', -1],
      ['</think>\\boxed{Assistant 2}', '2', 1],
      ['<think>\\boxed{Assistant 1}', '1', -1],
      ['\\boxed{Assistant 1}', '1', -1],
      ['</think>no idea', '2', -1],
      ['', '2', -1],
    ];
    expect(await askPython("reward.compute_score('tribunal', x[0], x[1], extra_info=None)", cases)).toEqual(
      cases.map(([, , score]) => score),
    );
  });
});

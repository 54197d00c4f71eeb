import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openHub, type Visibility } from '../../src/research/hub/hub.ts';
import { isDone, type Plan, planOf } from '../../src/research/hub/plan.ts';
import { publishExport } from '../../src/research/hub/publish-export.ts';
import { readExport } from '../../src/research/hub/read-export.ts';
import { large, newRepo, type Repo, sha256, small } from '../support/hub/repos.ts';
import { type Fault, startHubServer, TOKEN } from '../support/hub/server.ts';
import { madeExport } from '../support/made-export.ts';

const REPO = 'lab/votes';
const now = new Date('2026-03-02T12:00:00Z');
const one = { 'asks/a.parquet': 'the first asks', 'votes/v.parquet': 'votes '.repeat(1000), 'notes.jsonl': '{}\n' };
const two = { 'asks/a.parquet': 'other asks', 'candidates/c.parquet': 'candidates', 'notes.jsonl': '{}\n' };

let folder: string;
let first: string;
let second: string;
let hub: Awaited<ReturnType<typeof startHubServer>>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tribunal-hub-'));
  first = await madeExport(join(folder, 'one'), one);
  second = await madeExport(join(folder, 'two'), two, { exportId: '5a9f1a6e-1c57-4d0e-9a57-6a3ef8f0c2d1' });
  return () => rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  hub = await startHubServer();
});
afterEach(() => hub.close());

interface Run {
  plan: Plan;
  said: string[];
  waits: number[];
  sent: number;
}

/** Publishes as the command does. */
async function publish(from: string, visibility: Visibility | null = null, token = TOKEN): Promise<Run> {
  const [local, remote] = [await readExport(from), await openHub(hub.url, token)];
  const seen = await remote.look(REPO);
  const plan = planOf(local, seen, { repo: REPO, visibility, simulated: false, now });
  const run: Run = { plan, said: [], waits: [], sent: 0 };
  if (isDone(plan)) return run;
  await publishExport(remote, local, plan, seen, {
    wait: async (ms) => void run.waits.push(ms),
    say: (text) => void run.said.push(text),
    onSent: (bytes) => {
      run.sent += bytes;
    },
  });
  return run;
}

const repo = (): Repo => {
  const found = hub.repos.get(REPO);
  if (!found) throw new Error('there is no repository');
  return found;
};
const head = () => repo().commits.at(-1)!;

/** Whether the repository holds exactly the files of an export, each with its content. */
async function holds(from: string): Promise<boolean> {
  const { files } = await readExport(from);
  const there = [...head().files].filter(([path]) => path !== '.gitattributes');
  return (
    there.length === files.length &&
    files.every(({ path, sha256: sum }) => {
      const file = head().files.get(path);
      const content = file?.content ?? repo().storage.get(file?.sha256 ?? '');
      return content !== undefined && sha256(content) === sum;
    })
  );
}
const stored = () => [...repo().storage.keys()].toSorted();
const named = () => [...head().files.values()].flatMap(({ sha256: sum }) => sum ?? []).toSorted();

describe('publishing', () => {
  it('makes a private repository that holds the export in one commit, and has nothing to do a second time', async () => {
    const { plan, sent } = await publish(first);
    expect(plan).toMatchObject({ isNew: true, visibility: 'private', remove: [], replace: [] });
    expect(await holds(first)).toBe(true);
    expect([repo().private, repo().gated, repo().commits.length]).toEqual([true, false, 1]);
    expect(sent).toBe(plan.upload.reduce((sum, { bytes }) => sum + bytes, 0));
    hub.asked.length = 0;
    expect(isDone((await publish(first)).plan)).toBe(true);
    expect(hub.asked.filter((line) => !line.startsWith('GET'))).toEqual([]);
  });

  it('replaces an older export whole: what it held is in no file, no commit and no storage', async () => {
    await publish(first);
    const { plan } = await publish(second);
    expect(plan.remove).toEqual(['votes/v.parquet']);
    expect(plan.replace).toContain('asks/a.parquet');
    expect(plan.upload.map(({ path }) => path)).not.toContain('notes.jsonl');
    expect(await holds(second)).toBe(true);
    expect(repo().commits.length).toBe(1);
    expect(stored()).toEqual(named());
  });

  it('uploads only what is missing, when large files are there already', async () => {
    await publish(first);
    repo().storage.set(sha256(Buffer.from(two['candidates/c.parquet'])), Buffer.from(two['candidates/c.parquet']));
    hub.asked.length = 0;
    await publish(second);
    expect(hub.asked.filter((line) => line.startsWith('PUT /storage/')).length).toBe(1);
    expect(await holds(second)).toBe(true);
  });

  it.each(['private', 'gated', 'public'] as const)('opens last and closes first, to be %s', async (wanted) => {
    const settings = () => hub.asked.findIndex((line) => line.startsWith('PUT') && line.endsWith('/settings'));
    const commit = () => hub.asked.findIndex((line) => line.includes('/commit/'));
    await publish(first, wanted);
    expect(repo().private).toBe(wanted === 'private');
    expect(repo().gated).toBe(wanted === 'gated' ? 'manual' : false);
    if (wanted !== 'private') expect(settings()).toBeGreaterThan(commit());
    hub.asked.length = 0;
    await publish(second, 'private');
    expect(repo().private).toBe(true);
    if (wanted !== 'private') expect(settings()).toBeLessThan(commit());
  });

  it('leaves a gated repository gated when nothing else is said', async () => {
    await publish(first, 'gated');
    expect((await publish(second)).plan.visibility).toBe('gated');
    expect([repo().private, repo().gated]).toEqual([false, 'manual']);
  });

  it('names branches that may hold older rows', async () => {
    await publish(first);
    repo().branches.push('old');
    expect((await publish(second)).plan.otherRefs).toEqual(['old']);
  });
});

describe('publishing that is cut off', () => {
  it('at any request leaves the old export or the new one, and the next call completes it', async () => {
    await publish(first);
    hub.asked.length = 0;
    await publish(second);
    const requests = hub.asked.length;
    expect(requests).toBeGreaterThan(15);
    for (let last = 0; last < requests; last++)
      for (const cut of ['cut', 'cut after the work'] as const) {
        hub.fault = () => null;
        hub.repos.clear();
        await publish(first);
        let seen = 0;
        hub.fault = () => (++seen > last ? cut : null);
        await expect(publish(second)).rejects.toThrow(/cannot be reached/);
        expect((await holds(first)) || (await holds(second))).toBe(true);
        hub.fault = () => null;
        await publish(second);
        expect([await holds(second), repo().commits.length]).toEqual([true, 1]);
        expect(stored()).toEqual(named());
      }
  });

  it('takes a commit whose answer was lost for done', async () => {
    let commits = 0;
    hub.fault = ({ path }) => (path.includes('/commit/') && ++commits === 1 ? 'cut after the work' : null);
    const { said } = await publish(first);
    expect(said).toEqual(['No answer; trying again in 1 s.']);
    expect(commits).toBe(1);
    expect(await holds(first)).toBe(true);
  });
});

describe('a hub in trouble', () => {
  const answering =
    (status: number, body: object | string = {}, headers: Record<string, string> = {}): Fault =>
    ({ path }) =>
      path.includes('/preupload/') ? { status, body, headers } : null;

  it.each([
    [400, /refused the request \(status 400\)/],
    [401, /does not know HF_TOKEN.*new token/],
    [403, /no right to do this.*right to write/],
    [404, /no such repository.*owner spelt right/],
    [409, /changed the repository.*in the meantime/],
    [412, /changed the repository.*in the meantime/],
    [413, /no file of this size/],
  ])('says what %i means at once, in words', async (status, words) => {
    hub.fault = answering(status, { error: 'because' });
    await expect(publish(first)).rejects.toThrow(words);
    await expect(publish(first)).rejects.toThrow(/It says: because$/);
    expect(hub.asked.filter((line) => line.includes('/preupload/')).length).toBe(2);
  });

  it.each([
    [429, /takes no more requests/],
    [500, /trouble of its own \(status 500\)/],
    [503, /trouble of its own \(status 503\)/],
  ])('is asked five times when it answers %i, and no more', async (status, words) => {
    hub.fault = answering(status, '<html>a page of a proxy</html>');
    await expect(publish(first)).rejects.toThrow(words);
    await expect(publish(first)).rejects.not.toThrow(/html/);
    expect(hub.asked.filter((line) => line.includes('/preupload/')).length).toBe(10);
  });

  it('is asked again when it says, if that is soon', async () => {
    let asked = 0;
    hub.fault = ({ path }) =>
      path.includes('/preupload/') && ++asked === 1 ? { status: 429, headers: { 'retry-after': '7' } } : null;
    expect((await publish(first)).waits).toEqual([7000]);
    asked = 0;
    hub.fault = ({ path }) =>
      path.includes('/preupload/') && ++asked === 1 ? { status: 429, headers: { 'retry-after': '3600' } } : null;
    await expect(publish(second)).rejects.toThrow(/later/);
  });

  it('is no hub at all when it answers with a page, or something else', async () => {
    const page = { status: 200, body: '<html>hello</html>', headers: { 'content-type': 'text/html' } };
    hub.fault = () => page;
    await expect(publish(first)).rejects.toThrow(/does not answer as a hub.*Is HF_ENDPOINT right/);
    hub.repos.set(REPO, newRepo(REPO, true));
    hub.fault = ({ path }) => (path.endsWith('/refs') ? { status: 200, body: { branches: 7 } } : null);
    await expect(publish(first)).rejects.toThrow(/does not answer as a hub/);
  });

  it('tells nobody the token, even when the hub repeats it, nor the signature of an address', async () => {
    const wrong = 'hf_anotherTokenThatIsWrong123';
    const error = await publish(first, null, wrong).catch((thrown) => thrown);
    expect(String(error)).toMatch(/does not know HF_TOKEN/);
    expect(`${error} ${JSON.stringify(error)} ${error.stack}`).not.toContain('hf_another');
    hub.fault = ({ path }) => (path.startsWith('/storage/') ? { status: 403, body: { error: `no ${TOKEN}` } } : null);
    const refused = await publish(first).catch((thrown) => thrown);
    expect(`${refused} ${JSON.stringify(refused)}`).not.toMatch(new RegExp(`${TOKEN}|X-Amz-Signature`));
  });

  it('says what to do when older versions cannot be deleted', async () => {
    hub.fault = ({ path }) => (path.includes('/super-squash/') ? { status: 403, body: {} } : null);
    await expect(publish(first)).rejects.toThrow(/new files are there, but older versions.*Delete the repository/);
  });
});

describe('what is not published', () => {
  const inRepo = (change: (repo: Repo) => void) => {
    const made = newRepo(REPO, true);
    change(made);
    hub.repos.set(REPO, made);
  };

  it('into a repository with a DOI', async () => {
    inRepo((made) => made.tags.push('doi:10.57967/hf/1'));
    await expect(publish(first)).rejects.toThrow(/has a DOI/);
  });

  it('over something that is no export', async () => {
    inRepo((made) => made.commits[0]!.files.set('model.bin', large('0'.repeat(64), 3)));
    await expect(publish(first)).rejects.toThrow(/something else than an export.*1 files, such as model\.bin/);
    hub.repos.clear();
    inRepo((made) => made.commits[0]!.files.set('README.md', small(Buffer.from('# hello'))));
    await publish(first);
    expect(await holds(first)).toBe(true);
  });

  it('into a public repository without a word', async () => {
    await publish(first, 'public');
    await expect(publish(second)).rejects.toThrow(/is public.*--public/);
    await publish(second, 'public');
  });

  it('with a parent that somebody else has moved', async () => {
    await publish(first);
    hub.fault = ({ path }) => {
      if (path.includes('/preupload/')) {
        const { files } = head();
        repo().commits.push({ oid: 'f'.repeat(40), title: 'by somebody else', files });
      }
      return null;
    };
    await expect(publish(second)).rejects.toThrow(/in the meantime/);
  });
});

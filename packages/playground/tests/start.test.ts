import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listen } from '../../../src/ops/listen.ts';
import { makeFolder, readLastVisit, writeDiscord, writeLastVisit } from '../src/data-folder.ts';
import { startKeptDiscord } from '../src/kept-discord.ts';
import { canOpen } from '../src/open-browser.ts';
import { readOptions } from '../src/options.ts';
import { onFirstFree, pagePorts } from '../src/ports.ts';
import { openQuietLog } from '../src/quiet-log.ts';
import { reset } from '../src/reset.ts';
import { stillRuns } from '../src/running.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tribunal-start-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the command line', () => {
  it('knows its options, and says them all where there is another one', () => {
    expect(readOptions([])).toEqual({ help: false, reset: false, yes: false, open: true, taste: null });
    expect(readOptions(['--taste', 'short'])).toMatchObject({ taste: 'short' });
    expect(() => readOptions(['--taste', 'long'])).toThrow(/no taste "long"/);
    expect(readOptions(['--no-open', '--reset', '--yes'])).toEqual({
      help: false,
      reset: true,
      yes: true,
      open: false,
      taste: null,
    });
    for (const args of [['--rest'], ['now'], ['--reset=1']])
      expect(() => readOptions(args), args.join()).toThrow(/npm run playground -- --reset/);
  });

  it('opens a browser only where somebody sits before a screen', () => {
    expect(canOpen(true, { DISPLAY: ':0' }, 'linux')).toBe(true);
    expect(canOpen(true, { WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true);
    expect(canOpen(true, {}, 'darwin')).toBe(true);
    expect(canOpen(true, {}, 'linux')).toBe(false);
    expect(canOpen(true, { DISPLAY: ':0', CI: 'true' }, 'linux')).toBe(false);
    expect(canOpen(false, { DISPLAY: ':0' }, 'linux')).toBe(false);
  });
});

describe('the page’s port', () => {
  it('is the one of the last visit, else a usual one, and none but the one that was asked for', () => {
    expect(pagePorts(undefined, undefined).slice(0, 2)).toEqual([7330, 7331]);
    expect(pagePorts(undefined, undefined).at(-1)).toBe(0);
    expect(pagePorts(undefined, 7332).slice(0, 3)).toEqual([7332, 7330, 7331]);
    expect(pagePorts('8900', 7332)).toEqual([8900]);
  });

  it('is the next one where the first is taken', async () => {
    const servers: Server[] = [];
    const start = async (port: number) => {
      const server = createServer();
      servers.push(server);
      return listen(server, port, '127.0.0.1');
    };
    const taken = await start(0);
    const got = await onFirstFree([taken, 0], start);
    expect(got).not.toBe(taken);
    await expect(onFirstFree([taken], start)).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await expect(onFirstFree([0, 0], () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    for (const server of servers) server.close();
  });
});

describe('what was built', () => {
  it('comes back at the next start, people and messages alike', async () => {
    const first = await startKeptDiscord(folder, { channelNames: ['one'] });
    expect(first.came).toBe('new');
    const ada = first.discord.members[0]?.user.id ?? '';
    first.discord.as(ada).say('Remember this');
    await first.finish();
    await first.discord.close();

    const { port } = new URL(first.discord.apiUrl);
    const second = await startKeptDiscord(folder, { channelNames: ['two'], port: Number(port) });
    expect(second.came).toBe('back');
    expect(second.discord.apiUrl).toBe(first.discord.apiUrl);
    expect(second.discord.messages(second.discord.channelId, ada).map(({ content }) => content)).toEqual([
      'Remember this',
    ]);
    await second.discord.close();
  });

  it('is put aside and not lost where it cannot be read', async () => {
    await writeDiscord(folder, '{"half": ');
    const { came, discord, finish } = await startKeptDiscord(folder, {});
    expect(came).toBe('unread');
    await finish();
    await discord.close();
    expect(await readFile(join(folder, 'discord.json.unread'), 'utf8')).toBe('{"half": ');
    expect(JSON.parse(await readFile(join(folder, 'discord.json'), 'utf8'))).toMatchObject({ version: 1 });
  });

  it('is known by the last visit’s address and process, if its file can be read', async () => {
    expect(await readLastVisit(folder)).toBeNull();
    const visit = { pid: process.pid, url: 'http://127.0.0.1:7330/', ports: { page: 7330, discord: 1, practice: 2 } };
    await writeLastVisit(folder, visit);
    expect(await readLastVisit(folder)).toEqual(visit);
    await writeFile(join(folder, 'playground.json'), '{"pid": "x"}');
    expect(await readLastVisit(folder)).toBeNull();
  });

  it('is in use only while the process that wrote it lives and answers with the page', async () => {
    const server = createServer((_, answer) => answer.end('<title>Something else</title>'));
    const url = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}/`;
    const ports = { page: 1, discord: 1, practice: 1 };
    expect(await stillRuns({ pid: process.ppid, url, ports })).toBe(false);
    expect(await stillRuns({ pid: 2 ** 30, url, ports })).toBe(false);
    server.removeAllListeners('request').on('request', (_, answer) => answer.end('<title>Tribunal playground</title>'));
    expect(await stillRuns({ pid: process.ppid, url, ports })).toBe(true);
    server.closeAllConnections();
    server.close();
  });
});

describe('a reset', () => {
  const said: string[] = [];
  const talk = (answer: string | null) => ({
    say: (line: string) => void said.push(line),
    ask: answer === null ? null : async () => answer,
  });
  beforeEach(async () => {
    said.length = 0;
    await mkdir(join(folder, 'postgres'));
    for (const name of ['pseudonym.key', 'discord.json', 'postgres.port', 'mine.txt'])
      await writeFile(join(folder, name), 'x');
  });

  it('says what it deletes, and deletes nothing without a yes', async () => {
    expect(await reset(folder, { yes: false, talk: talk('') })).toBe(false);
    expect(said[0]).toMatch(/discord\.json, postgres, postgres\.port, pseudonym\.key.*cannot be undone/);
    await expect(reset(folder, { yes: false, talk: talk(null) })).rejects.toThrow(/--yes/);
    expect(await readdir(folder)).toHaveLength(5);
  });

  it('deletes what the playground made and nothing else', async () => {
    expect(await reset(folder, { yes: false, talk: talk('y') })).toBe(true);
    expect(await readdir(folder)).toEqual(['mine.txt']);
    expect(await reset(folder, { yes: true, talk: talk(null) })).toBe(true);
    expect(said.at(-1)).toMatch(/nothing to delete/);
  });

  it('and a start leave the folder of a bot alone, whose database and key have the same names', async () => {
    await rm(join(folder, 'discord.json'));
    await expect(reset(folder, { yes: true, talk: talk('y') })).rejects.toThrow(/did not make/);
    await expect(makeFolder(folder)).rejects.toThrow(/another folder/);
    expect(await readdir(folder)).toEqual(['mine.txt', 'postgres', 'postgres.port', 'pseudonym.key']);
    expect(said).toEqual([]);
  });

  it('knows a folder of the playground’s also where its first start ended in the middle', async () => {
    const own = join(folder, 'own');
    await makeFolder(own);
    await mkdir(join(own, 'postgres'));
    await makeFolder(own);
    expect(await reset(own, { yes: true, talk: talk(null) })).toBe(true);
    await expect(readdir(own)).rejects.toThrow(/ENOENT/);
  });
});

it('keeps the terminal free of stacks: an error is one sentence there, and whole in a file', async () => {
  const said: string[] = [];
  const file = join(folder, 'playground.log');
  const log = openQuietLog(file, (sentence) => void said.push(sentence));
  log.warn('a warning');
  log.error({ error: new TypeError('x') }, 'could not be stopped in order');
  expect(said).toEqual([`Something went wrong: could not be stopped in order. The details are in ${file}.`]);
  expect((await readFile(file, 'utf8')).split('\n')).toHaveLength(3);
});

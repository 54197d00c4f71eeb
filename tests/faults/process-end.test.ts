import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startLocalDiscord } from 'local-discord';
import { expect, it } from 'vitest';
import { findPostmaster } from '../../db/embedded/postmaster.ts';
import { program } from '../support/program.ts';

/** Throws an uncaught exception on SIGUSR2. */
const crashOnSignal = `data:text/javascript,process.on('SIGUSR2',()=>setTimeout(()=>{throw new Error('a crash')}))`;

it.each([
  ['SIGTERM in the middle of the start', 'SIGTERM', 'start', 0],
  ['an error that nobody caught', 'SIGUSR2', 'ready', 1],
] as const)(
  '%s ends the process in order: no PostgreSQL is left behind',
  async (_, signal, when, code) => {
    const folder = await mkdtemp(join(tmpdir(), 'tribunal-end-'));
    await chmod(folder, 0o755);
    const discord = await startLocalDiscord();
    const { PATH, HOME } = process.env;
    const bot = spawn(process.execPath, ['--import', crashOnSignal, program, 'start'], {
      env: {
        PATH,
        HOME,
        DISCORD_TOKEN: discord.botToken,
        DISCORD_GUILD_ID: discord.guildId,
        DISCORD_API_URL: discord.apiUrl,
        DATA_DIR: folder,
        CANDIDATE_MODELS: 'hf:a@http://127.0.0.1:1/v1',
        JUDGE_MODEL: 'hf:b@http://127.0.0.1:1/v1',
        PSEUDONYM_KEY: 'a key of the tests, long enough to be one',
      },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    try {
      const ended = new Promise((resolve) => bot.once('exit', resolve));
      let ready = false;
      bot.stdout.on('data', (piece: Buffer) => {
        ready ||= String(piece).includes('Tribunal is ready');
      });
      // The first thing that a start does is to fill the folder.
      while (!(when === 'ready' ? ready : (await readdir(folder)).length > 0)) await sleep(10);
      bot.kill(signal);
      expect(await ended).toBe(code);
      expect(ready).toBe(when === 'ready');
      expect(await findPostmaster(join(folder, 'postgres'))).toBeNull();
    } finally {
      bot.kill('SIGKILL');
      await discord.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
  60_000,
);

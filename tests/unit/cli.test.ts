import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

const { PATH, HOME } = process.env;
const tribunal = (args: string[], env: Record<string, string> = {}) =>
  spawnSync(process.execPath, ['src/cli/tribunal.ts', ...args], {
    env: { PATH, HOME, ...env },
    encoding: 'utf8',
    timeout: 50_000,
  });

describe('the command line', () => {
  it('names everything that is missing, and ends with 1', () => {
    const { status, stderr } = tribunal(['start']);
    expect(status).toBe(1);
    for (const name of ['DISCORD_TOKEN', 'CANDIDATE_MODELS', 'JUDGE_MODEL', 'PSEUDONYM_KEY'])
      expect(stderr).toContain(name);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it('has help for every command', () => {
    const { status, stdout } = tribunal(['--help']);
    expect(status).toBe(0);
    for (const command of ['start', 'deploy-commands', 'migrate']) expect(stdout).toContain(command);
  });

  it('does not know what it does not know', () => {
    const { status, stderr } = tribunal(['frobnicate']);
    expect(status).not.toBe(0);
    expect(stderr).toMatch(/unknown command/);
  });
});

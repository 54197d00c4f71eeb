import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { changeGuildSettings, getGuildSettings } from '../../db/repo/guild-settings.ts';
import { insertJudgeRules } from '../../db/repo/judge-rules.ts';
import { promoteOnServer } from '../../src/cli/promote/on-server.ts';
import type { PromoteFlags } from '../../src/cli/promote.ts';
import { type Compared, compared } from '../support/compared.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

const RRM = 'hf:RRM-7B@http://127.0.0.1:8000/v1';
const CHAT = 'hf:Qwen3-8B@http://127.0.0.1:8001/v1';
const JURY = 'escalate:hf:a@http://h/v1,hf:b@http://h/v1';
const pool = { JUDGE_MODEL: RRM, JUDGE_MODELS: [CHAT, JURY], JUDGE_FORMAT: undefined };
const server = '123456789012345678';
let fresh: FreshDatabase;
let version = 0;
beforeAll(async () => {
  fresh = await freshDatabase();
  const rules = { judge: CHAT, rules: ['Value short answers.'], madeBy: 'manager' as const };
  version = await insertJudgeRules(fresh.database.db, { ...rules, guildId: server });
});
afterAll(() => fresh.close());

/** What the command prints. */
async function run(flags: Partial<PromoteFlags> = {}): Promise<string> {
  let text = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((piece) => {
    text += piece;
    return true;
  });
  try {
    await promoteOnServer(fresh.database, pool, { server, share: 1, ...flags });
  } finally {
    write.mockRestore();
  }
  return text;
}
const ruled = () => CHAT.replace('@', `#rules-${version}@`);
const add = async (n: number, more: Partial<Compared> = {}) => {
  const at = new Date(Date.now() + 1000);
  for (let i = 0; i < n; i++)
    await compared(fresh.database.db, {
      ...{ guildId: server, champion: RRM, challenger: ruled(), at, says: 1, votes: [1, 3] },
      ...more,
    });
};

describe('tribunal promote', () => {
  it('says that nobody is compared, and who could be', async () => {
    const said = await run();
    expect(said).toMatch(/^No judge runs in the shadow on this server\. RRM-7B judges\./);
    expect(said.split('\n').slice(1)).toEqual([`  ${CHAT}`, '']);
    expect(JSON.parse(await run({ json: true }))).toEqual({ challenger: null });
  });

  it('refuses in words what cannot be compared', async () => {
    const budget = { budgetTokens: 1000 };
    await expect(run({ challenge: CHAT })).rejects.toThrow(/--budget-tokens N or --budget-usd/);
    await expect(run({ challenge: CHAT, budgetUsd: 1 })).rejects.toThrow(/price of this judge is not known/);
    await expect(run({ ...budget, challenge: 'hf:unknown' })).rejects.toThrow(/JUDGE_MODELS/);
    await expect(run({ ...budget, challenge: JURY })).rejects.toThrow(/one of its judges/);
    await expect(run({ ...budget, challenge: RRM })).rejects.toThrow(/RRM-7B judges on this server already/);
    await expect(run({ ...budget, challenge: RRM.replace('@', '#rules-1@') })).rejects.toThrow(/trained on one prompt/);
    await expect(run({ ...budget, challenge: CHAT.replace('@', '#rules-99@') })).rejects.toThrow(/no such rules/);
    await expect(run({ withdraw: true })).rejects.toThrow(/No judge runs in the shadow/);
    await expect(run({ yes: true })).rejects.toThrow(/none to promote/);
    await expect(run({ back: true })).rejects.toThrow(/nothing to go back from/);
  });

  it('begins, waits, promotes once the votes say so, and goes back', async () => {
    const begun = await run({ challenge: ruled(), budgetTokens: 1000, share: 1 });
    expect(begun).toBe(
      `Qwen3-8B · rules ${version} judges in the shadow from now on: 100 % of this server’s new questions, beside RRM-7B. Nobody waits for it, and nobody sees it. Say the same without --challenge to see how they stand.\n`,
    );
    await expect(run({ challenge: CHAT, budgetTokens: 1 })).rejects.toThrow(/End that first: --withdraw/);
    expect(await run()).toContain('not enough data: no closed duel was between the two picks yet');
    await expect(run({ yes: true })).rejects.toThrow(/do not say yet/);
    await add(3);
    await add(1, { says: null });
    const early = await run();
    expect(early).toMatch(
      /^Not yet: Qwen3-8B · rules \d+ against RRM-7B, in the shadow since \d{4}-\d\d-\d\d \d\d:\d\d UTC/,
    );
    expect(early).toMatch(/its pick is preferred {3}75 % {2}of 12 votes on 3 duels between the two picks, weighted/);
    expect(early).toMatch(/still needed {12}about \d+0 more votes/);
    expect(early).toMatch(/tokens a question +1600 +1600\n/);
    expect(early).toContain('1 question of its share it has not judged wholly');
    expect(early).not.toContain('127.0.0.1');
    await add(160);
    expect(await run()).toMatch(/^Promote: [\s\S]*--yes\n$/);
    const row = JSON.parse(await run({ json: true }));
    expect(row).toMatchObject({ decision: 'promote', votesStillNeeded: 0, asks: 163, headToHead: { duels: 163 } });
    expect(JSON.stringify(row)).not.toContain('127.0.0.1');
    // Somebody chooses another judge for a moment.
    await changeGuildSettings(fresh.database.db, server, { judge: CHAT });
    expect(await run()).toMatch(/^Not comparable any more: /);
    await expect(run({ yes: true })).rejects.toThrow(/Another judge is in charge/);
    await changeGuildSettings(fresh.database.db, server, { judge: null });
    expect(await run({ yes: true })).toMatch(/judges this server’s new questions from now on, in place of RRM-7B/);
    expect((await getGuildSettings(fresh.database.db, server))?.judge).toBe(ruled());
    expect(await run({ back: true })).toBe(
      `Gone back: RRM-7B in place of Qwen3-8B · rules ${version}, for new questions.\n`,
    );
    expect((await getGuildSettings(fresh.database.db, server))?.judge).toBeNull();
  });

  it('ends a comparison', async () => {
    await run({ challenge: CHAT, budgetTokens: 1000, share: 0.5 });
    expect(await run({ withdraw: true })).toMatch(/Qwen3-8B judges in the shadow no more\. RRM-7B judges as before\./);
  });
});

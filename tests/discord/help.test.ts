import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../support/bot.ts';
import { textOf } from '../support/messages.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld({ GUIDE_URL: 'https://guide.example/members' });
});
afterEach(() => world.close());

const help = async () =>
  textOf(await (await world.discord.as(world.id('Ben')).slash('help', {}, { unchecked: true })).response());
const reads = () =>
  world.discord.requests.filter(({ method, path }) => method === 'GET' && /\/commands$/.test(path)).length;

describe('/help', () => {
  it('leads to each command by the id that Discord gave it, asks for them once, and links to the guide', async () => {
    const id = world.discord.commands().find(({ name }) => name === 'ask')?.id;
    const before = reads();
    const said = await help();
    expect(said).toContain(`</ask:${id}>`);
    expect(said).toContain('[the guide](https://guide.example/members)');
    expect(said).toMatch(/Reward Reasoning Model \(RRM\)/);
    await help();
    expect(reads()).toBe(before + 1);
    expect(world.discord.violations).toEqual([]);
  });

  it('names commands as code where Discord does not tell, and asks again the next time', async () => {
    world.discord.faults.failRest(/\/commands$/, 500, 99, 0);
    expect(await help()).toContain('`/ask`');
    world.discord.faults.mend();
    expect(await help()).toMatch(/<\/ask:\d+>/);
  });
});

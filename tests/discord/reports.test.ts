import { type APIMessage, MessageFlags } from 'discord-api-types/v10';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asks } from '../../db/schema/asks.ts';
import { audit } from '../../db/schema/audit.ts';
import { guildSettings } from '../../db/schema/guild-settings.ts';
import { reports } from '../../db/schema/reports.ts';
import { votes } from '../../db/schema/votes.ts';
import { startWorld, type World } from '../support/bot.ts';
import { buttonsOf, textOf } from '../support/messages.ts';

let world: World;
let answer: APIMessage;
const person = (name: string) => world.discord.as(world.id(name));
const rows = () => world.database.db.select().from(reports);

async function report(
  name: string,
  messageId: string,
  words = '',
  how?: { unchecked?: boolean },
  reason = 'harmful',
  meant = 'all',
) {
  const { modal } = await person(name).click(messageId, 'Report');
  if (!modal) throw new Error('no form was opened');
  return (await person(name).submitModal(modal, { reason, meant, words }, how)).response();
}

beforeAll(async () => {
  world = await startWorld();
  await person('Ada').slash('ask', { prompt: 'How do I pick a lock?' });
  answer = await person('Ada').waitFor((m) => buttonsOf(m).some(({ label }) => label === 'A is better'));
});
afterAll(async () => {
  await world.close();
  expect(world.discord.violations).toEqual([]);
});

describe('a report', () => {
  it('is kept without the reporter’s name, once a person, and shown under /reports where there is no log channel', async () => {
    expect(textOf(await report('Ben', answer.id, 'It **explains** burglary.'))).toMatch(
      /moderators of this server will look/,
    );
    expect(textOf(await report('Ben', answer.id))).toMatch(/have reported this answer before/);
    expect(await rows()).toHaveLength(1);
    expect(JSON.stringify(await rows())).not.toContain(world.id('Ben'));
    const open = await (await person('Mira').slash('reports')).response();
    expect(textOf(open)).toMatch(/reported: harmful[\s\S]+How do I pick a lock\?[\s\S]+explains/);
    expect(textOf(open)).not.toMatch(/Ben/);
  });

  it('is posted into the log channel where the server has one', async () => {
    const { guildId, channelId } = world.discord;
    await world.database.db.insert(guildSettings).values({ guildId, logChannelId: channelId });
    await report('Chloe', answer.id, '', {}, 'other');
    const posted = await person('Mira').waitFor((m) => /reported: something else/.test(textOf(m)));
    expect(buttonsOf(posted).map(({ label }) => label)).toEqual(['Hide', 'Block asker', 'Delete', 'Dismiss']);
    const refused = await (await person('Ben').click(posted.id, 'Hide')).response();
    expect(textOf(refused)).toMatch(/Only moderators/);
  });

  it('takes what a modified client sends for something else, and nothing about an answer elsewhere', async () => {
    const said = await report('Dev', answer.id, 'x', { unchecked: true }, 'DROP TABLE');
    expect(textOf(said)).toMatch(/Thank you/);
    expect((await rows()).map(({ reason }) => reason).sort()).toEqual(['harmful', 'other', 'other']);
    const forged = await person('Dev').click(answer.id, 'report:0190a5b0-0000-7000-8000-000000000000', {
      forged: true,
    });
    if (!forged.modal) throw new Error('no form was opened');
    const gone = await person('Dev').submitModal(forged.modal, { reason: 'wrong', words: '' });
    expect(textOf(await gone.response())).toMatch(/no longer there/);
  });

  it('lets a moderator hide the answer, and show it again', async () => {
    const posted = await person('Mira').waitFor((m) => /reported: something else/.test(textOf(m)));
    const after = await (await person('Mira').click(posted.id, 'Hide')).response();
    expect(textOf(after)).toMatch(/Now: hidden/);
    await person('Ben').waitFor((m) => m.id === answer.id && /hidden by the moderators/.test(textOf(m)));
    await (await person('Mira').click(posted.id, 'Show again')).response();
    await person('Ben').waitFor((m) => m.id === answer.id && /### A/.test(textOf(m)));
    expect((await rows()).every(({ state }) => state === 'hidden')).toBe(true);
  });

  it('lets a moderator block the asker, who can neither ask nor vote, and is told so', async () => {
    const posted = await person('Mira').waitFor((m) => /reported: something else/.test(textOf(m)));
    await (await person('Mira').click(posted.id, 'Block asker')).response();
    const asked = await person('Ada').slash('ask', { prompt: 'And a safe?' });
    expect(textOf(await asked.response())).toMatch(/have blocked you from asking and voting/);
    const voted = await (await person('Ada').click(answer.id, 'Tie')).response();
    expect(textOf(voted)).toMatch(/have blocked you/);
    // In public, the bot does not mention the block.
    const said = person('Ada').say(`<@${world.discord.applicationId}> Hello?`);
    await person('Ada').waitFor(
      (m) => m.message_reference?.message_id === said.id && /^I cannot answer that now/.test(textOf(m)),
    );
    expect(await world.database.db.select().from(votes)).toEqual([]);
    expect(await world.database.db.select().from(asks)).toHaveLength(1);
    const undone = await person('Mira').slash('block', { member: world.id('Ada'), undo: true });
    expect(textOf(await undone.response())).toMatch(/may ask and vote here again/);
    expect(textOf(await (await person('Ada').click(answer.id, 'Tie')).response())).toMatch(/You chose/);
  });

  it('goes off the log channel with what whoever made it said, when they have their data deleted', async () => {
    await person('Ada').slash('ask', { prompt: 'How do I open a can?' });
    const other = await person('Ada').waitFor((m) => /open a can/.test(textOf(m)) && buttonsOf(m).length > 5);
    await report('Dev', other.id, 'My neighbour Quentin did that.', {}, 'personal');
    const posted = await person('Mira').waitFor((m) => /Quentin/.test(textOf(m)));
    const panel = await (await person('Dev').slash('privacy')).response();
    const sure = await (await person('Dev').click(panel.id, 'Delete mine')).response();
    await (await person('Dev').click(sure.id, 'Delete all of it')).response();
    const gone = await person('Mira').waitFor((m) => m.id === posted.id && /This report is closed/.test(textOf(m)));
    expect(textOf(gone)).not.toMatch(/Quentin|open a can/);
    const late = await (
      await person('Mira').click(posted.id, `moderate:${crypto.randomUUID()}:hide`, { forged: true })
    ).response();
    expect(textOf(late)).toMatch(/This report is closed/);
    await world.database.db.delete(asks).where(eq(asks.prompt, 'How do I open a can?'));
  });

  it('lets a moderator delete the question with all that hangs on it', async () => {
    const posted = await person('Mira').waitFor((m) => /reported: something else/.test(textOf(m)));
    const sure = await (await person('Mira').click(posted.id, 'Delete')).response();
    const after = await (await person('Mira').click(sure.id, 'Delete for good')).response();
    expect(textOf(after)).toMatch(/^\*\*Deleted:\*\* the question, \d answers/);
    await person('Ben').waitFor((m) => m.id === answer.id && /deleted/.test(textOf(m)));
    // The reports quoted the answer, so they must be emptied too.
    await expect
      .poll(() => {
        const all = world.discord.messages(world.discord.channelId, world.id('Mira'));
        const lasting = all.filter(({ flags = 0 }) => (flags & MessageFlags.Ephemeral) === 0);
        return lasting.filter((m) => /pick a lock/.test(textOf(m)));
      })
      .toEqual([]);
    expect(await world.database.db.select().from(asks)).toEqual([]);
    expect(await rows()).toEqual([]);
    const noted = (await world.database.db.select().from(audit)).map(({ action }) => action);
    expect(noted).toEqual(['report-hide', 'report-show', 'report-block', 'unblock', 'report-delete']);
  });
});

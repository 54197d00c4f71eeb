import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type APIMessage, ChannelType, MessageFlags } from 'discord-api-types/v10';
import { registerCommands } from '../commands/register.ts';
import { startEmbedded } from '../db/embedded.ts';
import { startPracticeModels } from '../packages/playground/src/practice/servers.ts';
import { readConfig } from '../src/config.ts';
import { startBot } from '../src/main.ts';
import { openLog } from '../src/ops/log.ts';
import { buttonsOf, textOf } from '../tests/support/messages.ts';

const tell = (step: string, what: unknown) => console.log(JSON.stringify({ step, what }));

/**
 * A second opinion: the bot on a Discord that others wrote. Asks, votes on each side, reads how the judge
 * decided, and waits for the closing, with the practice models. The argument is a folder in which
 * `discord-digital-twin` is installed: it is no dependency, because it brings 174 MB and is experimental.
 */
interface Twin {
  restUrl: string;
  botToken: string;
  guildId: string;
  prisma: { channel: { findFirst(): Promise<{ id: string }> }; user: { findMany(): Promise<TwinUser[]> } };
  start(): Promise<void>;
  stop(): Promise<void>;
  channel(id: string): TwinChannel;
}
interface TwinUser {
  id: string;
  username: string;
}
interface TwinChannel {
  user(id: string): {
    runSlashCommand(how: { name: string; options?: object[] }): Promise<{ id: string }>;
    clickButton(how: { messageId: string; customId: string }): Promise<{ id: string }>;
  };
  getMessages(): Promise<APIMessage[]>;
  waitForMessage(how: { timeout: number; predicate: (message: APIMessage) => boolean }): Promise<APIMessage>;
  waitForInteractionAck(how: { interactionId: string }): Promise<{ type: number }>;
}

const home = process.argv[2];
if (!home) throw new Error('npm run bench -- twin FOLDER, where `discord-digital-twin` is installed in FOLDER');
const { DigitalDiscord } = (await import(
  pathToFileURL(join(resolve(home), 'node_modules/discord-digital-twin/dist/index.js')).href
)) as { DigitalDiscord: new (options: object) => Twin };

const people = ['Ada', 'Ben', 'Chloe'];
const twin = new DigitalDiscord({
  botToken: 'a.token.of.the.twin',
  channels: [{ name: 'questions', type: ChannelType.GuildText }],
  users: people.map((username) => ({ username })),
});
await twin.start();
const folder = await mkdtemp(join(tmpdir(), 'tribunal-twin-'));
await chmod(folder, 0o755);
const [models, server] = await Promise.all([startPracticeModels({ pace: 0 }), startEmbedded(folder)]);
const config = readConfig({
  DISCORD_TOKEN: twin.botToken,
  DISCORD_GUILD_ID: twin.guildId,
  DISCORD_API_URL: twin.restUrl,
  DATABASE_URL: server.url,
  ANTHROPIC_API_KEY: 'practice',
  ANTHROPIC_BASE_URL: models.anthropicBaseUrl,
  CANDIDATE_MODELS: models.candidateModels.join(','),
  JUDGE_MODEL: models.judgeModel,
  PSEUDONYM_KEY: 'a key of the bench, long enough to be one',
  BALLOT_VOTES: '2',
  LOG_LEVEL: 'warn',
});
const bot = await (async () => {
  tell('commands are registered', (await registerCommands(config)).count);
  return startBot(config, openLog(config.LOG_LEVEL));
})();
try {
  const { id: channelId } = await twin.prisma.channel.findFirst();
  const known = await twin.prisma.user.findMany();
  const channel = twin.channel(channelId);
  const as = (name: string) => channel.user(known.find(({ username }) => username === name)?.id ?? '');
  const said = (matches: RegExp, id?: string) =>
    channel.waitForMessage({
      timeout: 30_000,
      predicate: (message) => (id ?? message.id) === message.id && matches.test(textOf(message)),
    });
  const press = async (name: string, message: APIMessage, label: string) => {
    const button = buttonsOf(message).find((one) => one.label === label);
    if (!button) throw new Error(`there is no button ${label}`);
    return as(name).clickButton({ messageId: message.id, customId: button.custom_id });
  };
  const options = [
    { name: 'prompt', type: 3, value: 'Why is the sky blue?' },
    { name: 'candidates', type: 4, value: 3 },
  ];
  const asked = await as('Ada').runSlashCommand({ name: 'ask', options });
  const { type } = await channel.waitForInteractionAck({ interactionId: asked.id });
  tell('/ask is acknowledged', { type });
  const duel = await said(/Which answer is better\?/);
  tell(
    'the duel is shown',
    buttonsOf(duel).map(({ label }) => label),
  );
  for (const [name, label] of [
    ['Ben', 'A is better'],
    ['Chloe', 'B is better'],
  ] as const) {
    await press(name, duel, label);
    const reply = await said(new RegExp(`You chose \\*\\*${label[0]}\\*\\*`));
    tell(`${name} votes`, {
      readsAlone: ((reply.flags ?? 0) & MessageFlags.Ephemeral) !== 0,
      hasReplacedTheDuel: reply.id === duel.id,
    });
  }
  const closed = await said(/Voting is closed/, duel.id);
  tell('the closing', /Voting is closed.*/.exec(textOf(closed))?.[0]);
  const ask = await bot.latestAsk();
  const about = [{ name: 'ask', type: 3, value: ask?.ask.id }];
  await as('Ada').runSlashCommand({ name: 'reasoning', options: about });
  // Its picture is a file, and the twin answers every multipart request with 500.
  tell('/reasoning', textOf(await said(/The judge’s reasoning|Something went wrong/)).split('\n')[0]);
} finally {
  await bot.stop();
  await Promise.all([twin.stop(), models.close()]);
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}

import { Routes } from 'discord.js';
import { openDiscord } from '../../src/discord/open-discord.ts';

/**
 * A process of the bot as Discord sees it: the bot's own REST, which edits messages as fast as it may. Its
 * parent sends `{ count }`, and hears how often it was told to wait (429), and how long the edits took.
 */
const { token, apiUrl, channelIds } = JSON.parse(process.argv[2] ?? '{}') as {
  token: string;
  apiUrl: string;
  channelIds: readonly string[];
};
const { rest } = openDiscord({ token, apiUrl });
let refused = 0;
rest.on('response', (_, response) => {
  if (response.status === 429) refused++;
});
const messages = await Promise.all(
  channelIds.map(async (channelId) => {
    const { id } = (await rest.post(Routes.channelMessages(channelId), { body: { content: 'first' } })) as {
      id: string;
    };
    return Routes.channelMessage(channelId, id);
  }),
);

process.on('message', async ({ count }: { count: number }) => {
  refused = 0;
  const begun = performance.now();
  let next = 0;
  let failed = 0;
  // discord.js sends one request a channel at a time.
  const editAll = async (message: `/${string}`) => {
    while (next < count) await rest.patch(message, { body: { content: `edit ${next++}` } }).catch(() => failed++);
  };
  await Promise.all(messages.map(editAll));
  process.send?.({ refused, failed, seconds: (performance.now() - begun) / 1000 });
});
process.on('disconnect', () => process.exit(0));
process.send?.('ready');

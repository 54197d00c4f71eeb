import { startLocalDiscord } from 'local-discord';
import { partsOf } from '../../tests/support/messages.ts';

/** A local Discord in a process of its own. Any message makes Ada ask, and it reports when she can vote. */
const discord = await startLocalDiscord({ validate: false, record: false });
const ada = discord.as(discord.members[0]?.user.id ?? '');
process.on('message', async () => {
  await ada.slash('ask', { prompt: 'Why is the sky blue?' });
  await ada.waitFor((message) => partsOf(message).some((part) => part.custom_id?.startsWith('vote:')), 600_000);
  process.send?.('answered');
});
process.on('disconnect', () => process.exit(0));
process.send?.({ apiUrl: discord.apiUrl, botToken: discord.botToken, guildId: discord.guildId });

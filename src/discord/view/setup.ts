import {
  type APIActionRowComponent,
  type APIChannelSelectComponent,
  ButtonStyle,
  ChannelType,
  ComponentType,
  SelectMenuDefaultValueType,
} from 'discord-api-types/v10';
import type { SettingValues } from '../../../db/repo/guild-settings.ts';
import { firstQuestionId, setupChannelId, setupId } from '../custom-id.ts';
import { accents, button, buttons, container, type MessageView, separator, text } from './blocks.ts';

/** Short, and known to everybody. */
export const FIRST_QUESTION = 'Why is the sky blue?';

/** In a server that has just let the bot in. Everybody sees it; the button is for who manages the server. */
export const welcomeView = (): MessageView => ({
  components: [
    container(accents.judge, [
      text(
        '### Hello! I am Tribunal.\nAsk me with `/ask`: I write several answers, have a judge that thinks pick the best one, and let you all vote without knowing which.\n-# If you manage this server: three steps, and I am ready.',
      ),
      buttons(button('Set up', setupId.write({ act: 'open' }), ButtonStyle.Primary)),
    ]),
  ],
  files: [],
});

export interface Setup {
  values: Pick<SettingValues, 'channels' | 'logChannelId'>;
  /** Where the panel is looked at. */
  channelId: string;
  /** What the bot lacks, by channel; null: that could not be found out. */
  missing: ReadonlyMap<string, readonly string[]> | null;
}

const SHOWN = 5;
const MOST_CHOSEN = 25;

/** `/setup`: where people may ask, where reports go, and a first question. */
export function setupView({ values, channelId, missing }: Setup): MessageView {
  const channels = values.channels ?? [];
  const isHere = channels.length === 0 || channels.includes(channelId);
  const rights = (ids: readonly string[]) => text(rightsWords(ids, missing));
  return {
    components: [
      container(accents.judge, [
        text('### Set up Tribunal on this server\nEach choice is saved at once. `/settings` has all the rest.'),
        separator(),
        text('**Step 1: where may people ask?**\n-# Nothing chosen: everywhere. Threads belong to their channel.'),
        menu('channels', channels, 'Everywhere', MOST_CHOSEN, [
          ChannelType.GuildText,
          ChannelType.GuildAnnouncement,
          ChannelType.GuildForum,
        ]),
        rights(channels.length > 0 ? channels : [channelId]),
        separator(),
        text(
          '**Step 2: where do reports go?**\n-# Below every answer members can press **Report**. Choose a channel that only moderators see.',
        ),
        menu('logChannelId', values.logChannelId ? [values.logChannelId] : [], 'Nowhere: /reports shows them', 1, [
          ChannelType.GuildText,
        ]),
        ...(values.logChannelId ? [rights([values.logChannelId])] : []),
        separator(),
        text(
          isHere
            ? '**Step 3: try it**\n-# Everybody in this channel sees the question, the answers, and can vote.'
            : `**Step 3: try it**\n-# Questions are not taken in this channel. Go to <#${channels[0]}> and type \`/ask\`, or choose this one above too.`,
        ),
        buttons(
          button(`Ask “${FIRST_QUESTION}”`, firstQuestionId.write({}), ButtonStyle.Primary, { disabled: !isHere }),
          button('Look again', setupId.write({ act: 'again' })),
        ),
      ]),
    ],
    files: [],
  };
}

/** One line for all where nothing is missing, and one for each channel where something is. */
function rightsWords(ids: readonly string[], missing: Setup['missing']): string {
  if (!missing) return '⚠️ Discord does not tell me just now what I may do there. Press **Look again** in a minute.';
  const lacking = ids.filter((id) => missing.get(id)?.length !== 0);
  if (lacking.length === 0)
    return `✅ I have every permission that I need in ${ids.slice(0, SHOWN).map(named).join(', ')}${ids.length > SHOWN ? ' …' : ''}.`;
  const lines = lacking.slice(0, SHOWN).map((id) => {
    const names = missing.get(id);
    if (!names || names.includes('View Channel'))
      return `⚠️ I cannot see ${named(id)}. Open **Edit Channel → Permissions**, add me, and allow **View Channel**, **Send Messages**, **Attach Files** and **Read Message History**.`;
    return `⚠️ In ${named(id)} I lack **${names.join('** and **')}**. Open **Edit Channel → Permissions**, add me, and allow ${names.length > 1 ? 'them' : 'it'}.`;
  });
  const more = lacking.length - lines.length;
  return [...lines, ...(more > 0 ? [`… and ${more} more channels.`] : []), '-# Then press **Look again**.'].join('\n');
}

const named = (id: string) => `<#${id}>`;

const menu = (
  field: 'channels' | 'logChannelId',
  chosen: readonly string[],
  placeholder: string,
  most: number,
  types: ChannelType[],
): APIActionRowComponent<APIChannelSelectComponent> => ({
  type: ComponentType.ActionRow,
  components: [
    {
      type: ComponentType.ChannelSelect,
      custom_id: setupChannelId.write({ field }),
      placeholder,
      min_values: 0,
      max_values: most,
      channel_types: types as never,
      default_values: chosen.map((id) => ({ id, type: SelectMenuDefaultValueType.Channel })),
    },
  ],
});

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
import type { Words } from '../words/words.ts';
import { accents, button, buttons, container, type MessageView, separator, text } from './blocks.ts';

/**
 * The greeting on a server that has just added the bot. Everybody sees it, and its button is for managers.
 */
export const welcomeView = ({ setup }: Words): MessageView => ({
  components: [
    container(accents.judge, [
      text(`### ${setup.hello}\n${setup.whatIDo}\n-# ${setup.threeSteps}`),
      buttons(button(setup.setUp, setupId.write({ act: 'open' }), ButtonStyle.Primary)),
    ]),
  ],
  files: [],
});

/** The state of the `/setup` panel. */
export interface Setup {
  values: Pick<SettingValues, 'channels' | 'logChannelId'>;
  /** The channel that the panel was opened in. */
  channelId: string;
  /** The permissions that the bot lacks, by channel id. null when Discord did not answer. */
  missing: ReadonlyMap<string, readonly string[]> | null;
}

const SHOWN = 5;
const MOST_CHOSEN = 25;

/** `/setup`: where people may ask, where reports go, and a first question. */
export function setupView({ setup }: Words, { values, channelId, missing }: Setup): MessageView {
  const channels = values.channels ?? [];
  const isHere = channels.length === 0 || channels.includes(channelId);
  const rights = (ids: readonly string[]) => text(rightsWords(setup, ids, missing));
  return {
    components: [
      container(accents.judge, [
        text(`### ${setup.title}\n${setup.intro}`),
        separator(),
        text(`**${setup.askStep}**\n-# ${setup.askNote}`),
        menu('channels', channels, setup.everywhere, MOST_CHOSEN, [
          ChannelType.GuildText,
          ChannelType.GuildAnnouncement,
          ChannelType.GuildForum,
        ]),
        rights(channels.length > 0 ? channels : [channelId]),
        separator(),
        text(`**${setup.reportStep}**\n-# ${setup.reportNote}`),
        menu('logChannelId', values.logChannelId ? [values.logChannelId] : [], setup.nowhere, 1, [
          ChannelType.GuildText,
        ]),
        ...(values.logChannelId ? [rights([values.logChannelId])] : []),
        separator(),
        text(`**${setup.tryStep}**\n-# ${isHere ? setup.tryNote : setup.notHere(named(channels[0] ?? ''))}`),
        buttons(
          button(setup.askIt(setup.firstQuestion), firstQuestionId.write({}), ButtonStyle.Primary, {
            disabled: !isHere,
          }),
          button(setup.again, setupId.write({ act: 'again' })),
        ),
      ]),
    ],
    files: [],
  };
}

/** One line for all channels when nothing is missing, or else one for each channel that lacks something. */
function rightsWords(setup: Words['setup'], ids: readonly string[], missing: Setup['missing']): string {
  if (!missing) return setup.unknownRights;
  const lacking = ids.filter((id) => missing.get(id)?.length !== 0);
  if (lacking.length === 0)
    return setup.allRights(`${ids.slice(0, SHOWN).map(named).join(', ')}${ids.length > SHOWN ? ' …' : ''}`);
  const lines = lacking.slice(0, SHOWN).map((id) => {
    const names = missing.get(id);
    if (!names || names.includes('View Channel')) return setup.invisible(named(id));
    const called = names.map((name) => (setup.rights as Record<string, string>)[name] ?? name);
    return setup.lacking(named(id), called);
  });
  const more = lacking.length - lines.length;
  return [...lines, ...(more > 0 ? [setup.moreChannels(more)] : []), `-# ${setup.thenAgain}`].join('\n');
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

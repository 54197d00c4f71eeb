import type { APIGuild, APIGuildMember } from 'discord-api-types/v10';
import type { Member } from './driver.ts';
import { appPermissions, memberPermissions } from './permissions.ts';
import type { State } from './state.ts';

/** Objects as Discord sends them. */
export const guildPayload = (state: State): object =>
  ({
    id: state.guildId,
    name: state.guildName,
    icon: null,
    owner_id: state.applicationId,
    features: [],
    roles: [
      {
        id: state.guildId,
        name: '@everyone',
        permissions: memberPermissions(false).toString(),
        position: 0,
        color: 0,
        colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
        hoist: false,
        managed: false,
        mentionable: false,
        flags: 0,
      },
    ],
    emojis: [],
    stickers: [],
    preferred_locale: 'en-US',
    verification_level: 0,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    mfa_level: 0,
    nsfw_level: 0,
    premium_tier: 0,
    system_channel_flags: 0,
    afk_timeout: 60,
  }) satisfies Partial<Record<keyof APIGuild, unknown>>;

export const guildCreatePayload = (state: State): object => ({
  ...guildPayload(state),
  joined_at: new Date(state.now()).toISOString(),
  large: false,
  unavailable: false,
  member_count: state.members.size + 1,
  members: [
    { user: state.bot, roles: [], joined_at: new Date(state.now()).toISOString(), deaf: false, mute: false, flags: 0 },
  ],
  channels: state.channels,
  threads: [],
  voice_states: [],
  presences: [],
  stage_instances: [],
  guild_scheduled_events: [],
  soundboard_sounds: [],
});

export const memberPayload = (state: State, member: Member): APIGuildMember & { permissions: string } =>
  ({
    user: member.user,
    nick: null,
    avatar: null,
    roles: [],
    joined_at: new Date(state.now()).toISOString(),
    premium_since: null,
    deaf: false,
    mute: false,
    pending: false,
    flags: 0,
    communication_disabled_until: null,
    permissions: memberPermissions(member.moderator).toString(),
  }) as unknown as APIGuildMember & { permissions: string };

/** What every interaction carries, whatever it is. */
export function interactionPayload(
  state: State,
  about: { id: string; token: string; type: number; data: object; channelId: string; member: Member },
): object {
  const channel = state.channels.find(({ id }) => id === about.channelId);
  return {
    id: about.id,
    application_id: state.applicationId,
    type: about.type,
    data: about.data,
    token: about.token,
    version: 1,
    guild_id: state.guildId,
    guild: { id: state.guildId, locale: 'en-US', features: [] },
    guild_locale: 'en-US',
    channel_id: about.channelId,
    channel: { ...channel, permissions: memberPermissions(about.member.moderator).toString() },
    member: memberPayload(state, about.member),
    locale: 'en-US',
    app_permissions: appPermissions.toString(),
    entitlements: [],
    entitlement_sku_ids: [],
    authorizing_integration_owners: { '0': state.guildId },
    context: 0,
    attachment_size_limit: 10 * 1024 * 1024,
  };
}

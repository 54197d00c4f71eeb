import { type APIChannel, type APIGuildMember, OverwriteType } from 'discord-api-types/v10';
import { isDirect, isThread } from './channels.ts';
import { appPermissions, memberPermissions } from './discord-permissions.ts';
import type { State } from './discord-state.ts';
import type { Member } from './driver.ts';
import { contextOf, type Owners } from './installations.ts';

/** The largest file that a bot may send, in bytes. */
const FILE_SIZE = 10 * 1024 * 1024;

/** The server as REST returns it. */
export const guildPayload = (state: State): object => ({
  id: state.guildId,
  name: state.guildName,
  icon: null,
  description: null,
  home_header: null,
  splash: null,
  discovery_splash: null,
  banner: null,
  owner_id: state.ownerId,
  application_id: null,
  region: 'deprecated',
  afk_channel_id: null,
  afk_timeout: 300,
  system_channel_id: state.channels[0]?.id ?? null,
  system_channel_flags: 0,
  widget_enabled: false,
  widget_channel_id: null,
  verification_level: 0,
  default_message_notifications: 0,
  explicit_content_filter: 0,
  mfa_level: 0,
  max_presences: null,
  max_members: 25_000_000,
  max_stage_video_channel_users: 50,
  max_video_channel_users: 25,
  vanity_url_code: null,
  premium_tier: 0,
  premium_subscription_count: 0,
  premium_progress_bar_enabled: false,
  preferred_locale: state.locale,
  rules_channel_id: null,
  safety_alerts_channel_id: null,
  public_updates_channel_id: null,
  nsfw: false,
  nsfw_level: 0,
  features: [],
  roles: Object.values(state.roles),
  emojis: [],
  stickers: [],
  incidents_data: null,
});

/** A channel with the permissions that the bot was denied in it, as an overwrite. */
export function channelPayload({ denied, bot }: State, channel: APIChannel): APIChannel {
  const deny = denied.get(channel.id) ?? 0n;
  if (deny === 0n) return channel;
  const overwrite = { id: bot.id, type: OverwriteType.Member, allow: '0', deny: deny.toString() };
  return { ...channel, permission_overwrites: [overwrite] } as APIChannel;
}

/** Whether `GET /guilds/:guild/channels` lists it: threads and direct messages are not listed. */
export const isOfServer = (channel: APIChannel): boolean => !isThread(channel) && !isDirect(channel);

/** The server as the gateway sends it in GUILD_CREATE. */
export const guildCreatePayload = (state: State): object => ({
  ...guildPayload(state),
  joined_at: state.since,
  large: false,
  unavailable: false,
  member_count: state.members.size + 1,
  members: [botMember(state)],
  channels: state.channels.filter(isOfServer).map((channel) => channelPayload(state, channel)),
  threads: [],
  voice_states: [],
  presences: [],
  stage_instances: [],
  guild_scheduled_events: [],
  soundboard_sounds: [],
});

export const memberPayload = (state: State, { user, moderator }: Member): APIGuildMember =>
  ({
    user,
    nick: null,
    avatar: null,
    banner: null,
    roles: moderator ? [state.roles.moderators.id] : [],
    joined_at: state.since,
    premium_since: null,
    deaf: false,
    mute: false,
    pending: false,
    flags: 0,
    communication_disabled_until: null,
  }) as unknown as APIGuildMember;

export const botMember = (state: State): APIGuildMember =>
  memberPayload(state, { user: state.bot, moderator: false, locale: state.locale });

export const applicationPayload = (state: State): object => ({
  id: state.applicationId,
  name: state.bot.global_name,
  icon: null,
  description: '',
  type: null,
  bot: state.bot,
  bot_public: true,
  bot_require_code_grant: false,
  verify_key: state.publicKey,
  flags: 0,
  flags_new: '0',
  redirect_uris: [],
  interactions_endpoint_url: null,
  role_connections_verification_url: null,
  owner: { ...state.bot, id: state.ownerId, username: 'owner', global_name: 'Owner', bot: false },
  approximate_guild_count: 1,
  approximate_user_install_count: 0,
  approximate_user_authorization_count: 0,
  explicit_content_filter: 0,
  team: null,
  eligible_oauth2_scopes: [],
});

/** The fields that every type of interaction has. */
export function interactionPayload(
  state: State,
  about: { id: string; token: string; type: number; data: object; channelId: string; member: Member; owners: Owners },
): object {
  const { member, channelId } = about;
  const permissions = memberPermissions(member.moderator, member.more).toString();
  const channel = state.channels.find(({ id }) => id === channelId);
  const place =
    channel && isDirect(channel) ? inPrivate(channel, member) : inServer(state, channel, member, permissions);
  return {
    ...place,
    id: about.id,
    application_id: state.applicationId,
    type: about.type,
    data: about.data,
    token: about.token,
    version: 1,
    channel_id: channelId,
    locale: member.locale,
    app_permissions: appPermissions(state.denied.get(channelId)).toString(),
    entitlements: [],
    entitlement_sku_ids: [],
    authorizing_integration_owners: about.owners,
    attachment_size_limit: FILE_SIZE,
  };
}

const inServer = (state: State, channel: APIChannel | undefined, member: Member, permissions: string) => ({
  guild_id: state.guildId,
  guild: { id: state.guildId, locale: state.locale, features: [] },
  guild_locale: state.locale,
  channel: { ...channel, permissions },
  member: { ...memberPayload(state, member), permissions },
  context: 0,
});

const inPrivate = (channel: APIChannel, { user }: Member) => ({ channel, user, context: contextOf(channel) });

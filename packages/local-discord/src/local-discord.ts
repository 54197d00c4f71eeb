import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { addChannel, archive } from './channels.ts';
import { createClock } from './clock.ts';
import { createState, user } from './discord-state.ts';
import type { Change, LocalDiscord } from './driver.ts';
import { createEndpoint } from './endpoint.ts';
import { openGateway } from './gateway.ts';
import { keep, restore } from './kept.ts';
import { guildCreatePayload } from './payloads.ts';
import { createPerson } from './person.ts';
import { createRest } from './rest/app.ts';
import type { FaultPlan } from './rest/faults.ts';
import { commandsFor, messagesFor } from './visible.ts';

export interface LocalDiscordOptions {
  /** Default: 0, which takes any free port. */
  port?: number;
  botToken?: string;
  guildName?: string;
  channelNames?: readonly string[];
  /**
   * What `keep()` of an earlier run returned: the same server again, with its people, commands and messages.
   * Names and channels above are then those of that run.
   */
  kept?: string;
  /** Whether the bot starts in the server. Default: true. Otherwise `letBotIn` adds it. */
  botIsIn?: boolean;
  /** The clock, in milliseconds since 1970. Default: `Date.now`. */
  now?: () => number;
  /** Validate every request against Discord's schemas. Default: true. Benchmarks turn it off. */
  validate?: boolean;
  /** Keep every request in `requests`. Default: true. */
  record?: boolean;
  /** The bot's global rate limit, without requests about interactions. Discord's is 50. Default: no limit. */
  globalRequestsPerSecond?: number;
  /** Privileged intents that the bot was granted, as bits. Others end the connection. Default: none. */
  privilegedIntents?: number;
  /** The heartbeat interval of the gateway, in milliseconds. Default: 41,250. */
  heartbeatMs?: number;
  /**
   * In how many further servers the bot is. The gateway tells of them, each with 40 channels, 25 roles and 50
   * emojis; nobody is there, and REST does not know them. Default: 0.
   */
  furtherServers?: number;
}

/** Mira is the only moderator. */
const people = [
  { name: 'Ada' },
  { name: 'Ben' },
  { name: 'Chloe' },
  { name: 'Dev' },
  { name: 'Mira', moderator: true },
];

/**
 * Starts a Discord on 127.0.0.1: REST and gateway v10 for a real client, and people who use it.
 * @throws when the port is taken, or `kept` is not what `keep()` returns
 */
export async function startLocalDiscord(options: LocalDiscordOptions = {}): Promise<LocalDiscord> {
  const { validate = true, record = true, privilegedIntents = 0, heartbeatMs = 41_250 } = options;
  const clock = createClock(options.now);
  const state = createState({
    botToken: options.botToken ?? `local.${randomBytes(18).toString('base64url')}`,
    guildName: options.guildName ?? 'The Playground',
    botIsIn: options.botIsIn ?? true,
    channelNames: options.channelNames ?? ['ask-tribunal'],
    clock,
  });
  const faults: FaultPlan = { fail: [], refuse: [], lose: [] };
  const { globalRequestsPerSecond } = options;
  const rest = createRest(state, { validate, record, faults, globalRequestsPerSecond, privilegedIntents });
  const server = await listen(rest.fetch as Fetch, options.port ?? 0);
  state.baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  if (options.kept !== undefined) {
    try {
      restore(state, options.kept);
    } catch (error) {
      server.close();
      throw error;
    }
  }
  const further = options.furtherServers ?? 0;
  const gateway = openGateway(server, state, { heartbeatMs, privilegedIntents, furtherServers: further });
  state.dispatch = gateway.dispatch;
  const endpoint = createEndpoint(state);
  state.publicKey = endpoint.publicKey;

  const listeners = new Set<(change: Change) => void>();
  state.changed = (change) => {
    for (const listener of [...listeners]) listener(change);
  };
  const onChange: LocalDiscord['onChange'] = (listener) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  const addMember: LocalDiscord['addMember'] = ({ name, moderator = false, more = 0n, locale = 'en-US' }) => {
    const member = { user: user(state.nextId(), name), moderator, more, locale };
    state.members.set(member.user.id, member);
    return member;
  };
  if (options.kept === undefined) for (const person of people) addMember(person);
  const channelId = state.channels[0]?.id ?? '';

  return {
    apiUrl: `${state.baseUrl}/api`,
    botToken: state.botToken,
    applicationId: state.applicationId,
    guildId: state.guildId,
    channels: state.channels,
    channelId,
    roles: state.roles,
    get members() {
      return [...state.members.values()];
    },
    addMember,
    setLocale(locale) {
      state.locale = locale;
    },
    as(memberId) {
      const member = state.members.get(memberId);
      if (!member) throw new Error(`Nobody here has the id ${memberId}.`);
      return createPerson(state, member, channelId, onChange);
    },
    messages: (channel, memberId) => messagesFor(state, channel, memberId),
    commands: () => [...state.commands.values()],
    commandsFor: (memberId) => commandsFor(state, memberId),
    onChange,
    violations: state.violations,
    requests: state.requests,
    publicKey: endpoint.publicKey,
    useEndpoint: endpoint.use,
    installFor(memberId) {
      const member = state.members.get(memberId);
      if (!member) throw new Error(`Nobody here has the id ${memberId}.`);
      member.hasApp = true;
    },
    letBotIn() {
      state.botIsIn = true;
      state.dispatch({ name: 'GUILD_CREATE', data: guildCreatePayload(state) });
    },
    throwBotOut() {
      state.botIsIn = false;
      state.dispatch({ name: 'GUILD_DELETE', data: { id: state.guildId } });
    },
    addChannel: (channel) => addChannel(state, channel),
    archive: (threadId, how) => archive(state, threadId, how),
    advance: clock.advance,
    faults: {
      dropGateway: gateway.drop,
      failRest: (match, status, times, retryAfter = 1) => void faults.fail.push({ match, status, times, retryAfter }),
      refuseRest: (what, times) => void faults.refuse.push({ ...what, times }),
      mend() {
        for (const plans of [faults.fail, faults.refuse, faults.lose]) plans.length = 0;
      },
      loseAnswers: (match, times) => void faults.lose.push({ match, times }),
      outage: (begins) =>
        state.dispatch(
          begins
            ? { name: 'GUILD_DELETE', data: { id: state.guildId, unavailable: true } }
            : { name: 'GUILD_CREATE', data: guildCreatePayload(state) },
        ),
      denyBot: (channel, permissions) => void state.denied.set(channel, permissions),
    },
    keep: () => keep(state),
    async close() {
      clock.close();
      gateway.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Fetch = Parameters<typeof serve>[0]['fetch'];

const listen = (fetch: Fetch, port: number): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = serve({ fetch, hostname: '127.0.0.1', port }, () => resolve(server)) as Server;
    server.once('error', reject);
  });

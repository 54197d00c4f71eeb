import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { Change, LocalDiscord, Member } from './driver.ts';
import { openGateway } from './gateway.ts';
import { createPerson } from './person.ts';
import { createRest } from './rest.ts';
import { createState, user } from './state.ts';

export interface LocalDiscordOptions {
  port?: number;
  botToken?: string;
  guildName?: string;
  channelNames?: readonly string[];
  /** Milliseconds since 1970. */
  now?: () => number;
  /** Hold every request against Discord's schemas; off only where the cost of that would be measured. */
  validate?: boolean;
  /** Keep every request for `requests`. */
  record?: boolean;
}

const people = [
  { name: 'Ada' },
  { name: 'Ben' },
  { name: 'Chloe' },
  { name: 'Dev' },
  { name: 'Mira', moderator: true },
];

/** A Discord of one's own on the loopback interface: REST and gateway v10 for a real client, and people to act on it. */
export async function startLocalDiscord(options: LocalDiscordOptions = {}): Promise<LocalDiscord> {
  let turned = 0;
  const clock = options.now ?? Date.now;
  const state = createState({
    botToken: options.botToken ?? `local.${randomBytes(18).toString('base64url')}`,
    guildName: options.guildName ?? 'The Playground',
    channelNames: options.channelNames ?? ['ask-tribunal'],
    now: () => clock() + turned,
  });
  const broken: { match: RegExp; status: number; times: number; retryAfter: number | undefined }[] = [];
  const rest = createRest(state, {
    validate: options.validate ?? true,
    record: options.record ?? true,
    fault(path) {
      const fault = broken.find(({ match, times }) => times > 0 && match.test(path));
      if (!fault) return null;
      fault.times--;
      return { status: fault.status, retryAfter: fault.retryAfter };
    },
  });
  const server = await new Promise<Server>((resolve) => {
    const started = serve({ fetch: rest.fetch, hostname: '127.0.0.1', port: options.port ?? 0 }, () =>
      resolve(started as Server),
    );
  });
  state.baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const gateway = openGateway(server, state);

  const listeners = new Set<(change: Change) => void>();
  state.changed = (change) => {
    for (const listener of [...listeners]) listener(change);
  };
  const addMember = ({ name, moderator = false }: { name: string; moderator?: boolean }): Member => {
    const member = { user: user(state.nextId(), name), moderator };
    state.members.set(member.user.id, member);
    return member;
  };
  for (const person of people) addMember(person);

  const discord: LocalDiscord = {
    apiUrl: `${state.baseUrl}/api`,
    botToken: state.botToken,
    applicationId: state.applicationId,
    guildId: state.guildId,
    channels: state.channels,
    channelId: state.channels[0]?.id ?? '',
    get members() {
      return [...state.members.values()];
    },
    addMember,
    as(memberId) {
      const member = state.members.get(memberId);
      if (!member) throw new Error(`nobody here has the id ${memberId}`);
      return createPerson(
        {
          state,
          channelId: discord.channelId,
          dispatch: (payload) => gateway.dispatch('INTERACTION_CREATE', payload),
          messages: discord.messages,
          onChange: discord.onChange,
        },
        member,
      );
    },
    messages: (channelId, memberId) =>
      [...state.messages.values()]
        .filter(
          ({ message, onlyFor }) => message.channel_id === channelId && (onlyFor === null || onlyFor === memberId),
        )
        .map(({ message }) => message),
    commands: () => [...state.commands.values()],
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    violations: state.violations,
    requests: state.requests,
    advance(ms) {
      turned += ms;
    },
    faults: {
      dropGateway: () => gateway.drop(),
      failRest: (match, status, times, retryAfter) => void broken.push({ match, status, times, retryAfter }),
    },
    close: () =>
      new Promise((resolve) => {
        gateway.close();
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return discord;
}

import type { State } from './discord-state.ts';
import type { Member } from './driver.ts';
import { type PendingInteraction, TOKEN_LIFE } from './pending-interaction.ts';
import { snowflakes } from './snowflake.ts';

/** What is kept between two runs, as JSON. Gateway sessions, open modals and faults end with a run. */
interface Kept {
  version: typeof VERSION;
  /** The origin in the addresses of files, which another port changes. */
  baseUrl: string;
  server: Pick<State, 'applicationId' | 'guildId' | 'guildName' | 'ownerId' | 'bot' | 'locale' | 'since'>;
  roles: State['roles'];
  channels: State['channels'];
  members: (Omit<Member, 'more'> & { more?: string })[];
  commands: [string, unknown][];
  messages: [string, unknown][];
  /** `bytes` is base64. */
  files: [string, { name: string; type: string; bytes: string }][];
  /** Those whose token is still valid, so that a bot can finish its answers after a restart. */
  interactions: (Omit<PendingInteraction, 'made' | 'onAcknowledged' | 'onContent' | 'onWithdrawn'> & {
    made: string[];
  })[];
}

const VERSION = 1;

/** Writes down the server: who is in it, what was said, and the files of it. */
export function keep(state: State): string {
  const { applicationId, guildId, guildName, ownerId, bot, locale, since } = state;
  const valid = [...state.interactions.values()].filter(({ sentAt }) => state.clock.now() - sentAt < TOKEN_LIFE);
  const kept: Kept = {
    version: VERSION,
    baseUrl: state.baseUrl,
    server: { applicationId, guildId, guildName, ownerId, bot, locale, since },
    roles: state.roles,
    channels: state.channels,
    members: [...state.members.values()].map(({ more, ...member }) => ({
      ...member,
      ...(more === undefined ? {} : { more: more.toString() }),
    })),
    commands: [...state.commands],
    messages: [...state.messages],
    files: [...state.files].map(([path, { name, type, bytes }]) => [
      path,
      { name, type, bytes: Buffer.from(bytes).toString('base64') },
    ]),
    interactions: valid.map(({ onAcknowledged: _, onContent: __, onWithdrawn: ___, made, ...pending }) => ({
      ...pending,
      made: [...made],
    })),
  };
  return JSON.stringify(kept);
}

/**
 * Makes a state the one that `keep` wrote down. Its address may be another one now.
 * @throws when it is not what `keep` wrote
 */
export function restore(state: State, text: string): void {
  const { baseUrl } = JSON.parse(text) as Partial<Kept>;
  if (!baseUrl) throw new Error('This is no kept server.');
  const kept = JSON.parse(text.replaceAll(baseUrl, state.baseUrl)) as Kept;
  if (kept.version !== VERSION) throw new Error(`This server was kept in version ${kept.version}, not ${VERSION}.`);
  checkShape(kept);
  const { applicationId, guildId, guildName, ownerId, bot, locale, since } = kept.server;
  Object.assign(state, { applicationId, guildId, guildName, ownerId, bot, locale, since, roles: kept.roles });
  state.channels.splice(0, state.channels.length, ...kept.channels);
  state.members = new Map(
    kept.members.map(({ more, ...member }) => [
      member.user.id,
      { ...member, ...(more === undefined ? {} : { more: BigInt(more) }) },
    ]),
  );
  state.commands = new Map(kept.commands as [string, never][]);
  state.messages = new Map(kept.messages as [string, never][]);
  state.files = new Map(
    kept.files.map(([path, { bytes, ...file }]) => [path, { ...file, bytes: Buffer.from(bytes, 'base64') }]),
  );
  state.interactions = new Map(kept.interactions.map((pending) => [pending.token, revived(pending)]));
  // Ids go on growing, even where the clock was set back.
  const newest = [...state.messages.keys(), ...state.members.keys()].map(BigInt);
  const last = newest.reduce((most, id) => (id > most ? id : most), 0n);
  state.nextId = snowflakes(state.clock.now, last);
}

type Unsure<T> = { [Key in keyof T]?: Unsure<T[Key]> } | null | undefined;

/**
 * Checks what everything else reads first. Something torn is noticed here, and not at the first message.
 * @throws when something is missing
 */
function checkShape(kept: Kept): void {
  const { server, roles, channels, members, messages } = kept as NonNullable<Unsure<Kept>>;
  const isId = (value: unknown): boolean => typeof value === 'string' && /^\d{1,20}$/.test(value);
  const all = <T>(list: unknown, holds: (one: Unsure<T>) => boolean): boolean =>
    Array.isArray(list) && list.every((one) => holds(one));
  const isWhole =
    [server?.applicationId, server?.guildId, server?.ownerId, server?.bot?.id].every(isId) &&
    [roles?.everyone?.id, roles?.moderators?.id, roles?.bot?.id].every(isId) &&
    all<Kept['channels'][number]>(channels, (one) => isId(one?.id)) &&
    kept.channels.length > 0 &&
    all<Kept['members'][number]>(members, (one) => isId(one?.user?.id)) &&
    all<[string, State['messages'] extends Map<string, infer Stored> ? Stored : never]>(messages, (pair) => {
      const [id, stored] = [pair?.[0], pair?.[1]];
      return (
        isId(id) && stored?.message?.id === id && isId(stored?.message?.channel_id) && Array.isArray(stored?.files)
      );
    });
  if (!isWhole) throw new Error('Parts of this kept server are missing.');
}

/** Nobody waits any more for what happens to an interaction of an earlier run. */
const revived = ({ made, ...pending }: Kept['interactions'][number]): PendingInteraction => ({
  ...pending,
  made: new Set(made),
  onAcknowledged() {},
  onContent() {},
  onWithdrawn() {},
});

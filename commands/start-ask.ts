import type { Client } from 'discord.js';
import type { Db } from '../db/client.ts';
import { pipelined } from '../db/repo/pipelined.ts';
import { isBlocked } from '../db/repo/reports.ts';
import { stopReason } from '../db/repo/stops.ts';
import { type AskRequest, createAsk } from '../src/asks/create.ts';
import { withNotRead } from '../src/asks/not-read.ts';
import type { AskOptions } from '../src/asks/options.ts';
import { plainMentions } from '../src/asks/plain-mentions.ts';
import { withoutIds } from '../src/asks/without-ids.ts';
import { namesAt } from '../src/discord/names.ts';
import { type Place, placeOf } from '../src/discord/place.ts';
import { languageOf } from '../src/discord/words/words.ts';
import { AskRefused } from '../src/limits/refused.ts';
import { type Asker, defaultsFor } from '../src/settings/settings.ts';
import type { BotDeps } from './command.ts';
import { type From, whereaboutsOf } from './outside.ts';
import { type OfferedPictures, takePictures } from './take-pictures.ts';

/** Where a question was asked and by whom: an interaction or a message. */
export interface Asking {
  id: string;
  applicationId: string;
  /** null for a message, which has no interaction token. */
  token: string | null;
  guildId: string | null;
  channelId: string | null;
  user: { id: string };
  /** The asker's roles: as discord.js caches them, or the list of ids that Discord sends. */
  member: { roles: readonly string[] | { cache: ReadonlyMap<string, unknown> } } | null;
  /** The server's language in Discord. */
  guildLocale: string | null;
  /** The language of the person's client. Absent for a message. */
  locale?: string;
  /** Absent for a message, which only comes from a server that the bot is on. */
  context?: From['context'];
  authorizingIntegrationOwners?: From['authorizingIntegrationOwners'];
  channel: Parameters<typeof placeOf>[0]['channel'] | null;
  client: Client;
  /** Of a slash command: what Discord looked up for its options. */
  options?: Parameters<typeof namesAt>[0]['options'];
}

type Question = Partial<AskOptions> &
  Pick<AskRequest, 'prompt' | 'file' | 'taken' | 'quotes' | 'parentId' | 'source' | 'retryOf'> & {
    pictures?: OfferedPictures;
    /** The names of what else came along and was not read. */
    notRead?: readonly string[];
  };

/**
 * Asks a question. Options that it leaves out take the server's defaults.
 * @returns false when no new ask was written (see `createAsk`)
 * @throws {AskRefused} when a limit, a block or a setting refuses the ask
 */
export async function startAsk(at: Asking, question: Question, deps: BotDeps): Promise<boolean> {
  if (at.channelId === null) return false;
  const { db } = deps.database;
  const askerHash = deps.pseudonymOf(at.user.id);
  const where = whereaboutsOf(at);
  // In parallel, to be quick: until the row is written, a process that dies loses the ask.
  const [, { place, defaults }] = await pipelined([
    refuseWhenStopped(db),
    placeOf(at).then(async (place) => ({
      place,
      defaults: await defaultsFor(deps, { ...askerOf(at, place), away: where === 'away' }),
    })),
    refuseBlocked(db, at.guildId, askerHash),
  ]);
  const { file, taken, quotes, parentId, source, retryOf } = question;
  const offered = question.pictures ?? {};
  const { pictures, notRead, about } = await takePictures(offered, defaults.settings, deps);
  const noted = withNotRead(question.prompt, [...notRead, ...(question.notRead ?? [])]);
  const prompt = withoutIds(plainMentions(noted, namesAt(at)));
  const settings = {
    ...defaults.settings,
    language: defaults.settings.language ?? languageOf(where === 'server' ? at.guildLocale : at.locale),
    ...(place.ageRestricted ? { ageRestricted: true } : {}),
    ...about,
  };
  const ask = await createAsk(deps, {
    interactionId: at.id,
    interactionToken: at.token,
    applicationId: at.applicationId,
    // A server that the bot is not on has no part in the question: it is nobody's but its asker's.
    guildId: where === 'server' ? at.guildId : null,
    channelId: at.channelId,
    limits: defaults.limits,
    askerHash,
    prompt,
    file: file ? { name: withoutIds(file.name), text: withoutIds(file.text) } : null,
    pictures: pictures.map((picture) => ({ ...picture, name: withoutIds(picture.name) })),
    taken: taken ?? null,
    quotes: quotes ?? null,
    parentId: parentId ?? null,
    retryOf: retryOf ?? null,
    effort: question.effort ?? defaults.effort,
    private: question.private ?? false,
    ...(source === 'chat'
      ? // A single reply cannot be compared or voted on.
        { source, n: 1, voting: 'open', settings: { ...settings, tournament: 'knockout' } }
      : {
          n: question.n ?? defaults.n,
          // One person who asks for themselves gets the pick at once, without a ballot.
          voting: where === 'server' ? (question.voting ?? defaults.voting) : 'open',
          settings,
          ...(source ? { source } : {}),
        }),
  });
  if (ask) deps.publisher.publish(ask.id);
  return ask !== null;
}

async function refuseWhenStopped(db: Db): Promise<void> {
  const why = await stopReason(db);
  if (why !== null) throw new AskRefused({ kind: 'closed', why });
}

async function refuseBlocked(db: Db, guildId: string | null, askerHash: string): Promise<void> {
  if (await isBlocked(db, guildId, askerHash)) throw new AskRefused({ kind: 'blocked' });
}

const askerOf = ({ guildId, member }: Asking, { channelId, parentId }: Place): Asker => ({
  guildId,
  channelIds: [channelId, ...(parentId === null ? [] : [parentId])],
  roleIds: rolesOf(member),
});

/** The ids of a member's roles. */
export function rolesOf(member: Asking['member']): readonly string[] {
  const roles = member?.roles ?? [];
  return 'cache' in roles ? [...roles.cache.keys()] : roles;
}

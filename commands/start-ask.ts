import type { Ask } from '../db/repo/asks.ts';
import { type AskRequest, createAsk } from '../src/asks/create.ts';
import type { AskOptions } from '../src/asks/options.ts';
import { pseudonym } from '../src/policy/pseudonym.ts';
import { type Asker, defaultsFor } from '../src/policy/settings.ts';
import type { CommandDeps } from './command.ts';

/** Where a question was put, and by whom: an interaction, or a message. */
export interface Asking {
  id: string;
  applicationId: string;
  /** null for a message. */
  token: string | null;
  guildId: string | null;
  channelId: string | null;
  user: { id: string };
  /** As Discord sends it: with the names of roles that are cached, or with their ids. */
  member: { roles: readonly string[] | { cache: ReadonlyMap<string, unknown> } } | null;
  channel: { isThread(): boolean; parentId?: string | null } | null;
}

type Question = Partial<AskOptions> & Pick<AskRequest, 'prompt' | 'file' | 'parentId' | 'source'>;

/** Puts a question: what it does not say is as the server has it. null where it was put before. @throws {AskRefused} where it is not taken. */
export async function startAsk(at: Asking, question: Question, deps: CommandDeps): Promise<Ask | null> {
  if (at.channelId === null) return null;
  const defaults = await defaultsFor(deps.database.db, deps.config, askerOf(at));
  const { prompt, file, parentId, source } = question;
  const ask = await createAsk(
    deps.database,
    deps.queue,
    {
      interactionId: at.id,
      interactionToken: at.token,
      applicationId: at.applicationId,
      guildId: at.guildId,
      channelId: at.channelId,
      limits: defaults.limits,
      askerHash: pseudonym(deps.config.PSEUDONYM_KEY, at.user.id),
      prompt,
      file: file ?? null,
      parentId: parentId ?? null,
      effort: question.effort ?? defaults.effort,
      private: question.private ?? false,
      ...(source === 'chat'
        ? // One reply is nothing to judge or to vote on.
          { source, n: 1, voting: 'open', settings: { ...defaults.settings, tournament: 'knockout' } }
        : {
            n: question.n ?? defaults.n,
            voting: question.voting ?? defaults.voting,
            settings: defaults.settings,
            ...(source ? { source } : {}),
          }),
    },
    deps.now(),
  );
  if (ask) deps.publisher.publish(ask.id);
  return ask;
}

function askerOf({ guildId, channelId, channel, member }: Asking): Asker {
  const parent = channel?.isThread() ? channel.parentId : null;
  const roles = member?.roles ?? [];
  return {
    guildId,
    channelIds: [channelId, parent].flatMap((id) => id ?? []),
    roleIds: 'cache' in roles ? [...roles.cache.keys()] : roles,
  };
}

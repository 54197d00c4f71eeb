import type { APIUser } from 'discord-api-types/v10';
import type { State } from './discord-state.ts';
import type { MessageForm } from './form.ts';

export interface Mentions {
  mentions: APIUser[];
  mention_roles: string[];
  mention_everyone: boolean;
}

/** What pings without `allowed_mentions`: all mentions in ordinary messages, only users in interactions. */
const defaults = {
  message: ['users', 'roles', 'everyone'],
  webhook: ['users'],
} as const;

/** Whom a message pings: those mentioned outside of code and allowed by `allowed_mentions`. */
export function mentionsOf(
  state: State,
  text: string,
  allowed: MessageForm['allowed_mentions'],
  kind: keyof typeof defaults,
): Mentions {
  const plain = text.replace(/```[\s\S]*?```|`[^`\n]+`/g, '');
  const parse: readonly string[] = allowed ? (allowed.parse ?? []) : defaults[kind];
  const named = (pattern: RegExp) => [...new Set([...plain.matchAll(pattern)].map(([, id]) => id ?? ''))];
  const may = (what: 'users' | 'roles', id: string) => parse.includes(what) || allowed?.[what]?.includes(id) === true;
  const userOf = (id: string) => (id === state.bot.id ? state.bot : state.members.get(id)?.user);
  const roleIds = Object.values(state.roles).map(({ id }) => id);
  return {
    mentions: named(/<@!?(\d+)>/g)
      .filter((id) => may('users', id))
      .flatMap((id) => userOf(id) ?? []),
    mention_roles: named(/<@&(\d+)>/g).filter((id) => roleIds.includes(id) && may('roles', id)),
    mention_everyone: parse.includes('everyone') && /@(?:everyone|here)\b/.test(plain),
  };
}

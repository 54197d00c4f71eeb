import type { APIApplicationCommand } from 'discord-api-types/v10';

type Thing = Readonly<Record<string, unknown>>;

/**
 * A command as Discord's answers show it, which is not as it was sent: translations are null where there are
 * none and absent where nobody asked for them, an option's `false` is left out, and a command of one server
 * has no contexts. Sources: the answers quoted in https://github.com/discord/discord-api-docs/issues/6744 and
 * https://discord.com/developers/docs/interactions/application-commands#application-command-object.
 */
export function commandAnswer(command: APIApplicationCommand, withTranslations: boolean): APIApplicationCommand {
  const { contexts, integration_types, ...rest } = partAnswer(command as unknown as Thing, withTranslations);
  const places = command.guild_id ? {} : { contexts: contexts ?? null, integration_types, dm_permission: true };
  return { ...rest, ...places, nsfw: command.nsfw ?? false } as unknown as APIApplicationCommand;
}

/** A command, an option or a choice as answers show it. */
function partAnswer(part: Thing, withTranslations: boolean): Record<string, unknown> {
  const { name_localizations = null, description_localizations = null, ...rest } = part;
  const answer = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== false)) as Thing;
  const nested = (key: 'options' | 'choices') =>
    Array.isArray(rest[key]) ? { [key]: (rest[key] as Thing[]).map((one) => partAnswer(one, withTranslations)) } : {};
  return {
    ...answer,
    ...(withTranslations ? { name_localizations } : {}),
    ...(withTranslations && 'description' in rest ? { description_localizations } : {}),
    ...nested('options'),
    ...nested('choices'),
  };
}

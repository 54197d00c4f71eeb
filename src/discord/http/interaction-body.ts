import { type APIInteraction, InteractionType } from 'discord-api-types/v10';
import { z } from 'zod';

const snowflake = z.string().regex(/^\d{1,20}$/);
const permissions = z.string().regex(/^\d{1,30}$/);
const name = z.string().min(1).max(100);

const user = z.looseObject({ id: snowflake });
const member = z.looseObject({ user, permissions, roles: z.array(snowflake) });

const given = { name, type: z.int(), value: z.union([z.string(), z.number(), z.boolean()]).nullish() };
const option = z.looseObject({ ...given, options: z.null().optional() });
const subcommand = z.looseObject({ ...given, options: z.array(option).max(25).nullish() });
/** Subcommand groups hold subcommands, which hold options. Discord nests no deeper. */
const options = z
  .array(z.looseObject({ ...given, options: z.array(subcommand).max(25).nullish() }))
  .max(25)
  .nullish();

const whoever = {
  id: snowflake,
  application_id: snowflake,
  // It becomes part of a URL.
  token: z.string().regex(/^[^\s/?#%\\]{1,1000}$/),
  // Discord sends `member` on a server, and `user` in direct messages.
  member: member.nullish(),
  user: user.nullish(),
  guild_id: snowflake.nullish(),
  channel_id: snowflake.nullish(),
  channel: z.looseObject({ id: snowflake, type: z.int() }).nullish(),
  locale: z.string().max(20).nullish(),
  guild_locale: z.string().max(20).nullish(),
  app_permissions: permissions.optional(),
  // Dropped: the bot sells nothing, and discord.js cannot keep entitlements without a gateway.
  entitlements: z.unknown().transform(() => []),
};
const component = z.looseObject({
  custom_id: name,
  component_type: z
    .int()
    .min(2)
    .max(8)
    .refine((type) => type !== 4),
  values: z.array(z.string()).max(25).nullish(),
});
const types = z.discriminatedUnion('type', [
  z.looseObject({
    ...whoever,
    type: z.literal(InteractionType.ApplicationCommand),
    data: z.looseObject({ id: snowflake, name, type: z.int().min(1).max(4), options, target_id: snowflake.nullish() }),
  }),
  z.looseObject({
    ...whoever,
    type: z.literal(InteractionType.MessageComponent),
    data: component,
    message: z.looseObject({ id: snowflake, channel_id: snowflake }),
  }),
  z.looseObject({
    ...whoever,
    type: z.literal(InteractionType.ApplicationCommandAutocomplete),
    data: z.looseObject({ id: snowflake, name, type: z.literal(1), options }),
  }),
  z.looseObject({
    ...whoever,
    type: z.literal(InteractionType.ModalSubmit),
    data: z.looseObject({ custom_id: name, components: z.array(z.looseObject({ type: z.int() })).max(40) }),
  }),
]);

/**
 * Reads a signed body, and validates every field that the bot relies on.
 * @returns null when it is not an interaction
 */
export function readInteraction(body: Buffer): APIInteraction | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.toString());
  } catch {
    return null;
  }
  const ping = z.looseObject({ type: z.literal(InteractionType.Ping) }).safeParse(parsed);
  if (ping.success) return ping.data as unknown as APIInteraction;
  const read = types.refine(({ member, user }) => (member ?? user) != null).safeParse(parsed);
  return read.success ? (read.data as unknown as APIInteraction) : null;
}

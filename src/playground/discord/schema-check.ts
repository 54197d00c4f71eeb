import * as schemas from 'discord-api-spec/zod';

interface Schema {
  safeParse: (value: unknown) => { success: boolean; error?: { issues: { path: PropertyKey[]; message: string }[] } };
}

const byName = schemas as unknown as Record<string, Schema | undefined>;

/** What each request body is held against; names of Discord's own OpenAPI document. */
const bodies: readonly { method: string; path: RegExp; schema: string; each?: boolean }[] = [
  {
    method: 'PUT',
    path: /^\/applications\/\d+\/(guilds\/\d+\/)?commands$/,
    schema: 'ApplicationCommandUpdateRequestSchema',
    each: true,
  },
  {
    method: 'POST',
    path: /^\/applications\/\d+\/(guilds\/\d+\/)?commands$/,
    schema: 'ApplicationCommandCreateRequestSchema',
  },
  { method: 'POST', path: /^\/channels\/\d+\/messages$/, schema: 'MessageCreateRequestSchema' },
  { method: 'PATCH', path: /^\/channels\/\d+\/messages\/\d+$/, schema: 'MessageEditRequestPartialSchema' },
  { method: 'POST', path: /^\/webhooks\/\d+\/[^/]+$/, schema: 'IncomingWebhookInteractionRequestSchema' },
  {
    method: 'PATCH',
    path: /^\/webhooks\/\d+\/[^/]+\/messages\/[^/]+$/,
    schema: 'IncomingWebhookUpdateRequestPartialSchema',
  },
];

const callbacks: Readonly<Record<number, string>> = {
  4: 'CreateMessageInteractionCallbackRequestSchema',
  5: 'CreateMessageInteractionCallbackRequestSchema',
  6: 'UpdateMessageInteractionCallbackRequestSchema',
  7: 'UpdateMessageInteractionCallbackRequestSchema',
  8: 'ApplicationCommandAutocompleteCallbackRequestSchema',
  9: 'ModalInteractionCallbackRequestSchema',
};

/** Holds a request body against Discord's schemas; the answer is what is wrong with it, nothing for requests without one. */
export function schemaProblems(method: string, path: string, body: unknown): string[] {
  if (/^\/interactions\/\d+\/[^/]+\/callback$/.test(path)) {
    const name = callbacks[(body as { type?: number })?.type ?? 0];
    return name ? check(name, body) : ['type: not a type of callback'];
  }
  // The schema has a number where Discord's documentation, and every client, has the bits as a string.
  if (/\/commands$/.test(path)) return checkBody(method, path, withNumberedPermissions(body));
  return checkBody(method, path, body);
}

function checkBody(method: string, path: string, body: unknown): string[] {
  const known = bodies.find((entry) => entry.method === method && entry.path.test(path));
  if (!known) return [];
  if (!known.each) return check(known.schema, body);
  return Array.isArray(body) ? body.flatMap((item) => check(known.schema, item)) : ['must be a list'];
}

function check(name: string, value: unknown): string[] {
  const schema = byName[name];
  if (!schema) throw new Error(`discord-api-spec has no ${name}`);
  const result = schema.safeParse(value);
  return result.success ? [] : (result.error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

function withNumberedPermissions(body: unknown): unknown {
  if (Array.isArray(body)) return body.map(withNumberedPermissions);
  const command = body as { default_member_permissions?: unknown };
  if (typeof command?.default_member_permissions !== 'string') return body;
  return { ...command, default_member_permissions: Number(command.default_member_permissions) };
}

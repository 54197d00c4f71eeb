import { Client, type ClientOptions, Events, GatewayIntentBits, type Interaction } from 'discord.js';
import type { APIApplicationCommandSubcommandOption } from 'discord-api-types/v10';
import type { LocalDiscord } from '../src/driver.ts';
import { type LocalDiscordOptions, startLocalDiscord } from '../src/local-discord.ts';

export type Handler = (interaction: Interaction) => unknown;

/** A local Discord with a real client of discord.js. */
export interface Setting {
  discord: LocalDiscord;
  client: Client<true>;
  /** Sets how the bot handles interactions from now on. */
  answer: (handler: Handler) => void;
  /** What handlers threw, in order. */
  errors: unknown[];
  id: (name: string) => string;
  /** Sends a request with the bot's token, without a client library. */
  request: (method: string, path: string, body?: unknown) => Promise<{ status: number; body: never }>;
  close: () => Promise<void>;
}

export async function startSetting(
  options: LocalDiscordOptions = {},
  intents: number[] = [GatewayIntentBits.Guilds],
  clientOptions: Partial<ClientOptions> = {},
): Promise<Setting> {
  const discord = await startLocalDiscord(options);
  const client = await login(discord, intents, clientOptions);
  const errors: unknown[] = [];
  let handle: Handler = () => {};
  client.on(Events.InteractionCreate, async (interaction) => {
    try {
      await handle(interaction);
    } catch (error) {
      errors.push(error);
    }
  });
  return {
    discord,
    client,
    answer(handler) {
      handle = handler;
    },
    errors,
    id: (name) => idOf(discord, name),
    request: (method, path, body) => request(discord, method, path, body),
    async close() {
      await client.destroy();
      await discord.close();
    },
  };
}

export async function login(
  discord: LocalDiscord,
  intents: number[] = [GatewayIntentBits.Guilds],
  options: Partial<ClientOptions> = {},
): Promise<Client<true>> {
  const client = new Client({ intents, rest: { api: discord.apiUrl }, ...options });
  const ready = new Promise<void>((resolve) => client.once(Events.ClientReady, () => resolve()));
  await client.login(discord.botToken);
  await ready;
  return client as Client<true>;
}

export function idOf(discord: LocalDiscord, name: string): string {
  const member = discord.members.find(({ user }) => user.global_name === name);
  if (!member) throw new Error(`nobody is called ${name}`);
  return member.user.id;
}

export async function request(discord: LocalDiscord, method: string, path: string, body?: unknown) {
  const isForm = body instanceof FormData;
  const response = await fetch(`${discord.apiUrl}/v10${path}`, {
    method,
    headers: {
      authorization: `Bot ${discord.botToken}`,
      ...(isForm || body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as never };
}

/** A multipart form as discord.js sends it: `payload_json` and `files[n]`. */
export function formOf(json: object, files: { name: string; type: string; data: string | Uint8Array<ArrayBuffer> }[]) {
  const form = new FormData();
  form.set('payload_json', JSON.stringify(json));
  for (const [n, { name, type, data }] of files.entries()) form.set(`files[${n}]`, new Blob([data], { type }), name);
  return form;
}

const subcommand = (name: string, options: object[] = []) =>
  ({ type: 1, name, description: name, options }) as APIApplicationCommandSubcommandOption;

/** One command of every kind. */
export const commands = [
  {
    name: 'ask',
    description: 'Ask',
    options: [
      { type: 3, name: 'prompt', description: 'What', required: true, max_length: 20, min_length: 2 },
      { type: 4, name: 'count', description: 'How many', min_value: 2, max_value: 16 },
      { type: 10, name: 'heat', description: 'How hot' },
      { type: 5, name: 'private', description: 'For me' },
      { type: 6, name: 'who', description: 'Who' },
      { type: 7, name: 'where', description: 'Where' },
      { type: 8, name: 'role', description: 'Role' },
      { type: 9, name: 'any', description: 'Anybody' },
      { type: 11, name: 'file', description: 'File' },
      { type: 3, name: 'effort', description: 'Effort', choices: [{ name: 'Deep', value: 'deep' }] },
      { type: 3, name: 'topic', description: 'Topic', autocomplete: true },
    ],
  },
  {
    name: 'settings',
    description: 'Settings',
    default_member_permissions: '8192',
    options: [
      subcommand('show'),
      {
        type: 2,
        name: 'limit',
        description: 'Limits',
        options: [subcommand('set', [{ type: 4, name: 'asks', description: 'Asks', required: true }])],
      },
    ],
  },
  { name: 'Judge this', type: 3 },
  { name: 'Votes of', type: 2 },
];

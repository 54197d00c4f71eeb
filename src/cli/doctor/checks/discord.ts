import { type APIApplication, ApplicationFlags } from 'discord-api-types/v10';
import { DiscordTrouble, remedyFor } from '../discord-api.ts';
import { type Finding, failure, ok, skipped, warning } from '../finding.ts';
import type { Patient } from '../patient.ts';

/** Checks the token, its application, and the way on which interactions arrive. */
export async function discord({ discord, config }: Patient): Promise<Finding[]> {
  if (!discord) return [skipped('Discord', 'there is no DISCORD_TOKEN to try')];
  let application: APIApplication & { bot_require_code_grant?: boolean };
  try {
    application = (await discord.get('/applications/@me')) as typeof application;
  } catch (error) {
    if (!(error instanceof DiscordTrouble)) throw error;
    return [failure('Discord', `the token cannot be used: ${words(error)}`, remedyFor(error))];
  }
  const found = [ok('Discord', `the token is that of the application “${application.name}” (${application.id})`)];
  if (application.bot_require_code_grant)
    found.push(
      warning(
        'Discord',
        'the application requires a code grant, so nobody can invite the bot by its link',
        'Switch off "Requires OAuth2 Code Grant" in the Developer Portal, page "Bot".',
      ),
    );
  return [...found, ...intents(application), ...(config ? interactions(application, config) : [])];
}

const words = ({ status, message }: DiscordTrouble) =>
  status === 401 ? 'Discord refuses it' : status === null ? `Discord cannot be reached (${message})` : message;

const { GatewayGuildMembers, GatewayMessageContent, GatewayPresence } = ApplicationFlags;
const { GatewayGuildMembersLimited, GatewayMessageContentLimited, GatewayPresenceLimited } = ApplicationFlags;
const privileged =
  GatewayGuildMembers |
  GatewayMessageContent |
  GatewayPresence |
  GatewayGuildMembersLimited |
  GatewayMessageContentLimited |
  GatewayPresenceLimited;

const intents = ({ flags }: APIApplication): Finding[] => [
  ok(
    'intents',
    ((flags ?? 0) & privileged) === 0
      ? 'no privileged intent is switched on, and none is needed'
      : 'privileged intents are switched on in the Developer Portal; none is needed, they may be switched off',
  ),
];

interface Ways {
  INTERACTIONS_PORT: number | null;
  DISCORD_PUBLIC_KEY?: string | undefined;
}

/**
 * Discord sends interactions to the endpoint URL if there is one, or else through the gateway. Never both.
 */
function interactions(application: APIApplication, { INTERACTIONS_PORT, DISCORD_PUBLIC_KEY }: Ways): Finding[] {
  const url = (application as { interactions_endpoint_url?: string | null }).interactions_endpoint_url;
  const name = 'interactions';
  if (INTERACTIONS_PORT === null)
    return url
      ? [
          failure(
            name,
            `Discord sends them to ${url}, and this bot waits for them at the gateway: no command is ever answered`,
            'Clear "Interactions Endpoint URL" in the Developer Portal, page "General Information", or set INTERACTIONS_PORT.',
          ),
        ]
      : [ok(name, 'they come through the gateway')];
  const found: Finding[] = url
    ? [ok(name, `Discord sends them to ${url}`)]
    : [
        failure(
          name,
          'INTERACTIONS_PORT is set, but Discord does not know where to send them',
          'Enter the https address that leads to this port, with /interactions at its end, as "Interactions Endpoint URL" in the Developer Portal.',
        ),
      ];
  if (DISCORD_PUBLIC_KEY?.toLowerCase() !== application.verify_key.toLowerCase())
    found.push(
      failure(
        'DISCORD_PUBLIC_KEY',
        'not the key of this application: every interaction is refused',
        'Copy "Public Key" again from the Developer Portal, page "General Information".',
      ),
    );
  return found;
}

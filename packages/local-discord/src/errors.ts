/** What is wrong with one field of a request. */
export interface Problem {
  path: readonly (string | number)[];
  /** Discord's error code, such as `BASE_TYPE_MAX_LENGTH`. */
  code: string;
  message: string;
}

export const problem = (path: string, message: string, code = 'INVALID'): Problem => ({
  path: path === '' ? [] : path.split('.'),
  code,
  message,
});

export const problemText = ({ path, message }: Problem): string =>
  path.length > 0 ? `${path.join('.')}: ${message}` : message;

/** An error response of Discord's REST API. */
export class DiscordRefusal extends Error {
  override readonly name = 'DiscordRefusal';
  readonly status: number;
  readonly code: number;
  readonly problems: readonly Problem[];
  /**
   * True when only a mistake of the bot causes it.
   * False when time or people can cause it, such as a deleted message.
   */
  readonly isViolation: boolean;

  constructor(status: number, code: number, message: string, problems: readonly Problem[] = [], isViolation = false) {
    super(message);
    this.status = status;
    this.code = code;
    this.problems = problems;
    this.isViolation = isViolation;
  }

  toJSON(): object {
    const nested = this.problems.length > 0 ? { errors: nest(this.problems) } : {};
    return { message: this.message, code: this.code, ...nested };
  }
}

type Nested = { [key: string]: Nested } & { _errors?: { code: string; message: string }[] };

/** Problems nested by the keys of the body: `{components: {0: {label: {_errors: […]}}}}`. */
function nest(problems: readonly Problem[]): Nested {
  const root = {} as Nested;
  for (const { path, code, message } of problems) {
    let place = root;
    for (const key of path) {
      place[key] ??= {} as Nested;
      place = place[key];
    }
    place._errors = [...(place._errors ?? []), { code, message }];
  }
  return root;
}

const mistake = (status: number, code: number, message: string) => new DiscordRefusal(status, code, message, [], true);

/** Statuses, codes and texts: https://discord.com/developers/docs/topics/opcodes-and-status-codes#json. */
export const refusals = {
  unauthorized: () => new DiscordRefusal(401, 0, '401: Unauthorized'),
  unknownRoute: () => mistake(404, 0, '404: Not Found'),
  unknownChannel: () => new DiscordRefusal(404, 10003, 'Unknown Channel'),
  unknownGuild: () => new DiscordRefusal(404, 10004, 'Unknown Guild'),
  unknownMember: () => new DiscordRefusal(404, 10007, 'Unknown Member'),
  unknownMessage: () => new DiscordRefusal(404, 10008, 'Unknown Message'),
  unknownUser: () => new DiscordRefusal(404, 10013, 'Unknown User'),
  unknownWebhook: () => new DiscordRefusal(404, 10015, 'Unknown Webhook'),
  unknownInteraction: () => new DiscordRefusal(404, 10062, 'Unknown interaction'),
  unknownCommand: () => new DiscordRefusal(404, 10063, 'Unknown application command'),
  notThisApplication: () => mistake(403, 20012, 'You are not authorized to perform this action on this application'),
  tooManyCommands: () => mistake(400, 30032, 'Maximum number of application commands reached'),
  tooLarge: () => mistake(413, 40005, 'Request entity too large'),
  tooManyFollowUps: () => mistake(400, 40094, 'This interaction has reached the maximum number of follow up messages'),
  alreadyAcknowledged: () => new DiscordRefusal(400, 40060, 'Interaction has already been acknowledged.'),
  missingAccess: () => new DiscordRefusal(403, 50001, 'Missing Access'),
  notOwn: () => mistake(403, 50005, 'Cannot edit a message authored by another user'),
  emptyMessage: () => mistake(400, 50006, 'Cannot send an empty message'),
  missingPermissions: () => new DiscordRefusal(403, 50013, 'Missing Permissions'),
  invalidToken: () => new DiscordRefusal(401, 50027, 'Invalid Webhook Token'),
  invalidForm: (problems: readonly Problem[]) => new DiscordRefusal(400, 50035, 'Invalid Form Body', problems, true),
  wrongChannelType: () => mistake(400, 50024, 'Cannot execute action on this channel type'),
  archivedThread: () => new DiscordRefusal(400, 50083, 'Thread is archived'),
  noHistory: () => new DiscordRefusal(403, 160002, 'Cannot reply without permission to read message history'),
  threadExists: () => new DiscordRefusal(400, 160004, 'A thread has already been created for this message'),
  entryPointLeftOut: () =>
    mistake(
      400,
      50240,
      "You cannot remove this app's Entry Point command in a bulk update operation. Please include the Entry Point command in your update request or delete it separately.",
    ),
  notJson: () => mistake(400, 50109, 'The request body contains invalid JSON.'),
};

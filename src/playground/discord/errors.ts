/** A refusal as Discord's REST gives it. */
export class DiscordRefusal extends Error {
  override readonly name = 'DiscordRefusal';
  readonly status: number;
  readonly code: number;
  /** What exactly is wrong with a form, a line each. */
  readonly problems: readonly string[];

  constructor(status: number, code: number, message: string, problems: readonly string[] = []) {
    super(message);
    this.status = status;
    this.code = code;
    this.problems = problems;
  }

  toJSON(): object {
    const errors =
      this.problems.length > 0
        ? { errors: { _errors: this.problems.map((message) => ({ code: 'INVALID', message })) } }
        : {};
    return { message: this.message, code: this.code, ...errors };
  }
}

export const refusals = {
  unauthorized: () => new DiscordRefusal(401, 0, '401: Unauthorized'),
  notFound: () => new DiscordRefusal(404, 0, '404: Not Found'),
  unknownChannel: () => new DiscordRefusal(404, 10003, 'Unknown Channel'),
  unknownGuild: () => new DiscordRefusal(404, 10004, 'Unknown Guild'),
  unknownMessage: () => new DiscordRefusal(404, 10008, 'Unknown Message'),
  unknownWebhook: () => new DiscordRefusal(404, 10015, 'Unknown Webhook'),
  unknownInteraction: () => new DiscordRefusal(404, 10062, 'Unknown interaction'),
  alreadyAcknowledged: () => new DiscordRefusal(400, 40060, 'Interaction has already been acknowledged.'),
  emptyMessage: () => new DiscordRefusal(400, 50006, 'Cannot send an empty message'),
  notOwn: () => new DiscordRefusal(403, 50005, 'Cannot edit a message authored by another user'),
  invalidToken: () => new DiscordRefusal(401, 50027, 'Invalid Webhook Token'),
  invalidForm: (problems: readonly string[]) => new DiscordRefusal(400, 50035, 'Invalid Form Body', problems),
};

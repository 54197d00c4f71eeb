/**
 * An error whose message is written for people: what happened, and what to do next. The command line prints
 * it without a stack, and the log keeps it. So a message must hold no secret and nothing that a member or a
 * model wrote.
 */
export class SaidError extends Error {
  override readonly name: string = 'SaidError';
}

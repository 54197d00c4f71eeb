import { type DestinationStream, type Logger, pino } from 'pino';
import { SaidError } from '../said-error.ts';

export type Log = Logger;

/** Structured lines on standard output, or `to` where they are to be read. What people and models write never gets in: callers log ids, codes and figures. */
export function openLog(level: string, to?: DestinationStream): Log {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    // A second net under the rule above: fields of these names are cut wherever they stand.
    redact: {
      paths: [
        'token',
        'prompt',
        'text',
        'reasoning',
        'answer',
        'content',
        'body',
        '*.token',
        '*.prompt',
        '*.text',
        '*.reasoning',
        '*.answer',
        '*.content',
        '*.body',
      ],
      censor: '[cut]',
    },
    serializers: { error: errorLine, err: errorLine },
  };
  return to ? pino(options, to) : pino(options);
}

/** An error's kind, code and place; its message only where it is one of ours, because others quote what they were given. */
export function errorLine(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { kind: typeof error };
  const { name, stack } = error;
  const more = error as { code?: unknown; status?: unknown; constraint_name?: unknown };
  const cause = error.cause instanceof Error ? { cause: errorLine(error.cause) } : {};
  return {
    kind: name,
    ...(error instanceof SaidError ? { message: error.message } : {}),
    ...(more.code === undefined ? {} : { code: more.code }),
    ...(more.status === undefined ? {} : { status: more.status }),
    ...(more.constraint_name === undefined ? {} : { constraint: more.constraint_name }),
    at: stack
      ?.split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 6)
      .map((line) => line.trim()),
    ...cause,
  };
}

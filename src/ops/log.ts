import { type DestinationStream, type Logger, pino } from 'pino';
import { SaidError } from '../said-error.ts';

export type Log = Logger;

/**
 * Opens a log of JSON lines on standard output, or on `to`. Callers log ids, codes and figures, never what
 * people or models write.
 */
export function openLog(level: string, to?: DestinationStream): Log {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    // A safety net for the rule above: fields with these names are redacted wherever they appear.
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

/**
 * The loggable part of an error: kind, code and stack. Its message is kept only for a `SaidError`; other
 * messages may quote the data that caused them.
 */
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

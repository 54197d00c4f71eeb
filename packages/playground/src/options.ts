import { parseArgs } from 'node:util';
import { SaidError } from '../../../src/said-error.ts';
import { type Taste, tastes } from './taste.ts';

export interface Options {
  help: boolean;
  /** Delete what earlier visits left, and begin anew. */
  reset: boolean;
  /** Do so without asking. */
  yes: boolean;
  /** Open a browser, where there is one to open. */
  open: boolean;
  /** What the simulated members like more than others do; null: nobody asked, and they have no taste. */
  taste: Taste | null;
}

export const HELP = `Opens Tribunal in your browser: the real bot, on a Discord and a database of its own.

  npm run playground                  open it; what you built last time is there again
  npm run playground -- --reset       delete what you built, and begin anew; asks first
  npm run playground -- --reset --yes the same without asking
  npm run playground -- --no-open     print the address, and open no browser
  npm run playground -- --taste short let the simulated members have a taste of their own: ${tastes.join(', ')};
                                      the practice judge is then one that can be given rules
  npm run playground -- --help        print this

Variables:
  DATA_DIR         the folder that it writes into (data/playground)
  PLAYGROUND_PORT  the page's port (7330, or the next free one; then the same as last time)
  LOG_LEVEL        print the bot's log here; without it, warnings go to playground.log in the folder
`;

/**
 * Reads the command line.
 * @throws {SaidError} for anything but these options
 */
export function readOptions(args: readonly string[]): Options {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        reset: { type: 'boolean', default: false },
        yes: { type: 'boolean', short: 'y', default: false },
        'no-open': { type: 'boolean', default: false },
        taste: { type: 'string' },
      },
    });
    const { help, reset, yes } = values;
    const taste = tastes.find((one) => one === values.taste) ?? null;
    if (values.taste !== undefined && taste === null)
      throw new SaidError(`There is no taste "${values.taste}". There are ${tastes.join(', ')}.`);
    return { help, reset, yes, open: !values['no-open'], taste };
  } catch (error) {
    throw new SaidError(`${error instanceof Error ? error.message : error}\n\n${HELP}`);
  }
}

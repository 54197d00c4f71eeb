import { agreement } from './agreement.ts';
import { asking } from './asking.ts';
import { closing } from './closing.ts';
import { commands } from './commands.ts';
import { disagreements } from './disagreements.ts';
import { help } from './help.ts';
import { judge } from './judge.ts';
import { leaderboard } from './leaderboard.ts';
import { limits } from './limits.ts';
import { privacy } from './privacy.ts';
import { reasoning } from './reasoning.ts';
import { reports } from './reports.ts';
import { settings } from './settings.ts';
import { setup } from './setup.ts';
import { voting } from './voting.ts';

/** English, the reference for all other languages. */
export const en = {
  locale: 'en',
  percent: (share: number) => `${Math.round(share * 100)} %`,
  decimal: (value: number, digits: number) => value.toFixed(digits),
  agreement,
  asking,
  closing,
  commands,
  disagreements,
  help,
  judge,
  leaderboard,
  limits,
  privacy,
  reasoning,
  reports,
  settings,
  setup,
  voting,
};

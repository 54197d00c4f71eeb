import type { Words } from '../words.ts';
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

/**
 * German. People are "du", as in Discord itself. What we call things:
 * - judge: der Richter, pick: die Wahl, unjudged: unbewertet, reasoning: die Begründung
 * - candidate: der Kandidat, reply and answer: die Antwort, effort: die Gründlichkeit
 * - tournament: das Turnier, match: die Begegnung, comparison: der Vergleich
 * - ballot and voting: die Abstimmung, blind: blind, tie: gleich gut
 * - chain of thought: der Gedankengang, operator: der Betreiber
 */
export const de: Words = {
  locale: 'de',
  percent: (share) => `${Math.round(share * 100)} %`,
  decimal: (value, digits) => value.toFixed(digits).replace('.', ','),
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

import type { Words } from '../words.ts';
import { agreement } from './agreement.ts';
import { asking } from './asking.ts';
import { commands } from './commands.ts';
import { help } from './help.ts';
import { limits } from './limits.ts';
import { privacy } from './privacy.ts';
import { reasoning } from './reasoning.ts';
import { reports } from './reports.ts';
import { settings } from './settings.ts';
import { setup } from './setup.ts';
import { voting } from './voting.ts';

/**
 * German. What we call things: judge – der Richter; pick – die Wahl; candidate, reply, answer – der Kandidat, die Antwort; comparison – der Vergleich;
 * match – die Begegnung; tournament – das Turnier; ballot, voting – die Abstimmung; blind – blind; tie – gleich gut; effort – die Gründlichkeit;
 * reasoning – die Begründung; chain of thought – der Gedankengang; unjudged – unbewertet; operator – der Betreiber. People are "du", as in Discord itself.
 */
export const de: Words = {
  locale: 'de',
  percent: (share) => `${Math.round(share * 100)} %`,
  decimal: (value, digits) => value.toFixed(digits).replace('.', ','),
  agreement,
  asking,
  commands,
  help,
  limits,
  privacy,
  reasoning,
  reports,
  settings,
  setup,
  voting,
};

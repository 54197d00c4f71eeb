import type { Words } from '../words.ts';
import { plural } from './plural.ts';

const votes = (count: number) => plural(count, 'Stimme', 'Stimmen');

export const closing: Words['closing'] = {
  closeNow: 'Jetzt beenden',
  sure: (count) =>
    `**Die Abstimmung jetzt beenden?** ${count === 0 ? 'Noch hat niemand abgestimmt' : `Bisher ${votes(count)}`}. Spätere Stimmen zählen nicht, die Nachricht zeigt sofort das Ergebnis, und wieder öffnen lässt sie sich nicht. Die Nachricht sagt, dass vorzeitig beendet wurde, und so ist es auch für die Forschung vermerkt.`,
  yes: 'Endgültig beenden',
  done: 'Die Abstimmung ist zu Ende. Die Nachricht zeigt gleich das Ergebnis.',
  already: 'Die Abstimmung über diese Frage ist schon zu Ende. Die Nachricht zeigt das Ergebnis.',
  notYours: 'Die Abstimmung über eine Frage kann nur beenden, wer gefragt hat oder moderiert.',
  voted:
    'Du hast hier abgestimmt und kennst deshalb wenigstens eine Stimme. Beenden können die Abstimmung, wer gefragt hat, und Moderatoren, die hier nicht abgestimmt haben.',
  unknown:
    'Über diese Nachricht stimmt niemand ab, also gibt es nichts zu beenden. Öffne das Menü einer Frage, über die abgestimmt wird.',
  talk: 'Die Abstimmung ist zu Ende: Hier ist Platz, über die Frage und ihre Antworten zu reden.',
  thread: 'Eine Frage',
  announced: (pick, forPick, count) => {
    const name = `die Wahl des Richters${pick === null ? '' : `, **${pick}**,`}`;
    return count === 0
      ? `Die Abstimmung ist zu Ende, und niemand hat abgestimmt${pick === null ? '' : `; der Richter hat **${pick}** gewählt`}.`
      : `Die Abstimmung ist zu Ende: ${name} bekam ${forPick} von ${votes(count)}.`;
  },
};

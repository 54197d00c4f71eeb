import { plural } from '../plural.ts';
import type { Words } from '../words.ts';

const questions = (count: number) => plural(count, 'Frage', 'Fragen');
const votes = (count: number) => plural(count, 'Stimme', 'Stimmen');
const published =
  'Deine Stimmen dürfen dann einzeln veröffentlicht werden: welche Antwort du gewählt hast, und warum, wenn du es gesagt hast. Ebenso die Fragen, die du öffentlich stellst, mit ihren Antworten. Dein Name und deine ID stehen nirgends darin';

export const privacy: Words['privacy'] = {
  title: 'Deine Daten',
  kept: (days) =>
    `- **Deine Fragen, die Antworten und die Begründung des Richters.** Ihre Texte werden nach ${plural(days, 'Tag', 'Tagen')} geleert, oder früher, wenn der Server das will.\n- **Deine Stimmen**, unter einem Code statt deines Namens, und **was deine Fragen gekostet haben**. Das bleibt, als Zahlen.\n- Fragen gehen an die Modellanbieter, die der Betreiber dieses Bots gewählt hat. Verkauft wird nichts.`,
  counts: (asks, cast, takesPart) =>
    `Du hast hier **${questions(asks)}** und **${votes(cast)}**, und du **${takesPart ? 'nimmst an der Forschung teil' : 'nimmst nicht an der Forschung teil'}**.`,
  research: 'Forschung',
  taking: `${published}. Was schon veröffentlicht ist, lässt sich nicht zurückholen; wer es hat, soll es löschen.`,
  notTaking: `Wenn du teilnimmst: ${published}; Fragen, die du privat stellst, gehen nie hinaus. Wenn nicht, zählen deine Stimmen nur in Summen. Du kannst jederzeit aufhören.`,
  show: 'Meine zeigen',
  export: 'Meine exportieren',
  delete: 'Meine löschen',
  join: 'An der Forschung teilnehmen',
  leave: 'Nicht mehr teilnehmen',
  back: 'Zurück',
  mineTitle: 'Was von dir gespeichert ist',
  mineCounts: (asks, cast) => `${questions(asks)}, ${votes(cast)}.`,
  newest: 'Deine neuesten Fragen:',
  emptied: '*Text geleert*',
  exportHint: '**Meine exportieren** gibt dir alles, vollständig.',
  confirmTitle: 'Alles von dir löschen?',
  confirm: (asks, cast) =>
    `Deine ${questions(asks)} mit allen Antworten, die Stimmen anderer dazu, deine ${votes(cast)}, deine Meldungen und deine Entscheidungen zur Forschung werden sofort gelöscht, auf jedem Server. An die Stelle meiner Antworten in Discord tritt ein Hinweis. **Das lässt sich nicht rückgängig machen.**`,
  confirmNote:
    'Was deine Fragen gekostet haben, bleibt ohne deinen Namen in den Büchern; was sie heute gekostet haben, zählt bis Mitternacht UTC zu den Grenzen. Haben Moderatoren dich gesperrt, bleibt auch das. Nachrichten, die du selbst geschrieben hast, löschst du in Discord.',
  deleteAll: 'Alles löschen',
  keep: 'Behalten',
  exported: 'In dieser Datei steht alles, was von dir gespeichert ist. Nur du siehst diese Nachricht.',
  erased: (asks, cast) => `Gelöscht: ${questions(asks)} mit allen Antworten und ${votes(cast)}.`,
  joined: 'Danke. Du nimmst ab jetzt an der Forschung teil.',
  left: 'Du nimmst nicht mehr an der Forschung teil.',
};

import type { Words } from '../words.ts';
import { plural } from './plural.ts';

const questions = (count: number) => plural(count, 'Frage', 'Fragen');
const votes = (count: number) => plural(count, 'Stimme', 'Stimmen');
const lentTo = (lent: number, before = '') =>
  lent === 0 ? '' : `${before}${plural(lent, 'Frage', 'Fragen')} von anderen`;
const published =
  'Deine Stimmen dürfen dann einzeln veröffentlicht werden: welche Antwort du gewählt hast, und warum, wenn du es gesagt hast. Ebenso die Fragen, die du öffentlich stellst, mit ihren Antworten; stehen Worte von anderen darin, nur wenn auch diese teilnehmen. Dein Name und deine ID sind nie dabei';

export const privacy: Words['privacy'] = {
  title: 'Deine Daten',
  kept: (days) =>
    `- **Deine Fragen, die Antworten und die Begründung des Richters.** Ihre Texte werden nach ${plural(days, 'Tag', 'Tagen')} geleert, oder früher, wenn der Server das will.\n- **Deine Stimmen**, unter einem Code statt deines Namens, und **was deine Fragen gekostet haben**. Das bleibt, als Zahlen.\n- Fragen gehen an die Modellanbieter, die der Betreiber dieses Bots gewählt hat. Verkauft wird nichts.`,
  counts: (asks, lent, cast, takesPart) =>
    `Du hast hier **${questions(asks)}** und **${votes(cast)}**, und du **${takesPart ? 'nimmst an der Forschung teil' : 'nimmst nicht an der Forschung teil'}**.${lent === 0 ? '' : ` Deine Worte stehen auch in **${lentTo(lent)}**.`}`,
  research: 'Forschung',
  taking: `${published}. Was schon veröffentlicht ist, lässt sich nicht zurückholen; wer es hat, wird aufgefordert, es zu löschen.`,
  notTaking: `Wenn du teilnimmst: ${published}; Fragen, die du privat stellst, gehen nie hinaus. Wenn nicht, zählen deine Stimmen nur in Summen. Du kannst jederzeit aufhören.`,
  show: 'Meine zeigen',
  export: 'Meine exportieren',
  delete: 'Meine löschen',
  join: 'An der Forschung teilnehmen',
  leave: 'Nicht mehr teilnehmen',
  back: 'Zurück',
  mineTitle: 'Was von dir gespeichert ist',
  mineCounts: (asks, lent, cast) => `${questions(asks)}, ${votes(cast)}${lentTo(lent, ', und deine Worte in ')}.`,
  newest: 'Deine neuesten Fragen:',
  emptied: '*Text geleert*',
  exportHint: '**Meine exportieren** gibt dir alles, vollständig.',
  confirmTitle: 'Alles von dir löschen?',
  confirm: (asks, lent, cast) =>
    `Deine ${questions(asks)} mit allen Antworten, die Stimmen anderer dazu, deine ${votes(cast)}, deine Meldungen und deine Entscheidungen zur Forschung werden sofort gelöscht, auf jedem Server.${lent === 0 ? '' : ` Ebenso **${lentTo(lent)}** mit allen Antworten: Dort hat jemand deine Worte noch einmal gefragt oder daran angeknüpft.`} An die Stelle meiner Antworten in Discord tritt ein Hinweis. **Das lässt sich nicht rückgängig machen.**`,
  confirmNote:
    'Was deine Fragen gekostet haben, bleibt ohne deinen Namen in den Büchern; was sie heute gekostet haben, zählt bis Mitternacht UTC zu den Grenzen. Haben Moderatoren dich gesperrt, bleibt auch das. Nachrichten, die du selbst geschrieben hast, löschst du in Discord; was ich einer Person allein gezeigt habe, verschwindet, wenn sie es schließt. Wo ich selbst nicht Mitglied bin, bleibt stehen, was ich geschrieben habe.',
  deleteAll: 'Alles löschen',
  keep: 'Behalten',
  exported: 'In dieser Datei steht alles, was von dir gespeichert ist. Nur du siehst diese Nachricht.',
  erased: (asks, lent, cast) =>
    `Gelöscht: ${questions(asks)} mit allen Antworten und ${votes(cast)}${lentTo(lent, '; dazu ')}${lent === 0 ? '' : `, in ${lent === 1 ? 'der' : 'denen'} deine Worte standen`}.`,
  joined: 'Danke. Du nimmst ab jetzt an der Forschung teil.',
  left: 'Du nimmst nicht mehr an der Forschung teil.',
};

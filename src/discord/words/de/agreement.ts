import type { Words } from '../words.ts';
import { figure, plural } from './plural.ts';

const votes = (count: number) => plural(count, 'Stimme', 'Stimmen');
const blind = (count: number) => plural(count, 'blinde Stimme', 'blinde Stimmen');
const questions = (count: number) => plural(count, 'Frage', 'Fragen');
const rows = (count: number) => plural(count, 'Zeile', 'Zeilen');
const lastDays = (days: number) => (days === 1 ? 'der letzte Tag' : `die letzten ${plural(days, 'Tag', 'Tage')}`);
const each = (count: number) =>
  count === 1 ? 'Es ist eine Frage.' : `Jede von ${questions(count)} zählt gleich viel.`;

export const agreement: Words['agreement'] = {
  title: (days, judge) =>
    `Ihr und der Richter, ${days === null ? 'von Anfang an' : lastDays(days)}${judge === null ? '' : `, Richter ${judge}`}`,
  tooFew: (count, asked, fewest, more, width) =>
    `**Noch zu wenige Daten.** Es gibt ${blind(count)} zu ${questions(asked)}; erst ab ${questions(fewest)} lässt sich etwas sagen, und etwa ${plural(more, 'weitere Frage würde', 'weitere Fragen würden')} den Bereich auf ± ${width} verengen. Fragt mit \`/frage\`, und stimmt ab, bevor ihr nachseht.`,
  pickWins: (share, count) =>
    `In **${share}** der Fälle zieht ihr die Wahl des Richters einer anderen Antwort vor, welche es auch ist. ${each(count)}`,
  pickWinsWatched: (share, low, high, asked) =>
    `In **${share}** der Fälle zieht ihr die Wahl des Richters einer anderen Antwort vor, welche es auch ist. Der wahre Anteil liegt **zwischen ${low} und ${high}, sooft ihr auch nachseht**. ${each(asked)}`,
  amongPeopleWatched: (share, low, high, asked) =>
    `Zwei von euch, die zur selben Frage abstimmen, sind sich in ${share} der Fälle einig, zwischen ${low} und ${high} (${questions(asked)} mit mindestens zwei Stimmen).`,
  watched:
    'Die Bereiche dürft ihr immer wieder ansehen, während Stimmen dazukommen: Auf 95 von 100 Servern liegt ein solcher Bereich nie daneben. Jeder gilt für sich. Eine Frage zählt einmal, sobald ihre Abstimmung beendet ist.',
  oneLook:
    'Er ist für einen einzigen Blick gemacht: Diese Tage wandern mit, und wer jeden Tag nachsieht, sieht ihn früher oder später danebenliegen. Ohne `tage` gilt der Bereich, sooft ihr auch nachseht.',
  withJudge: (share, count) =>
    `Nach Stimmen: ${share} von ${plural(count, 'blinden Stimme', 'blinden Stimmen')}, die sich für eine Antwort entschieden haben, stimmten mit der Wahl des Richters überein. Das hängt davon ab, welche Antwort danebenstand, meist die zweitbeste.`,
  amongPeople: (share, pairs) =>
    `Untereinander seid ihr euch in ${share} von ${plural(pairs, 'Paar', 'Paaren')} von Stimmen zur selben Frage einig.`,
  counts: (asked, voters, ties, bothBad) =>
    `${questions(asked)}, ${plural(voters, 'Mensch hat', 'Menschen haben')} abgestimmt; ${ties} × gleich gut, ${bothBad} × beide schlecht.`,
  moreQuestions: (count, width) =>
    `Etwa ${plural(count, 'weitere Frage würde', 'weitere Fragen würden')} den Bereich auf ± ${width} verengen.`,
  range: (value, low, high) => `${value} (${low} bis ${high})`,
  simulated: 'Simuliert: Hier stimmen Programme oder gespielte Personen ab; über Menschen sagen diese Zahlen nichts.',
  brackets:
    'In Klammern: der Bereich, der in 95 von 100 solchen Stichproben stimmt. Er berücksichtigt, dass Stimmen zur selben Frage zusammengehören.',
  leftOut: (count) =>
    `Nicht gezählt: ${votes(count)} von Leuten, die die Wahl kannten oder herausfinden konnten, die selbst gefragt hatten oder die schneller waren, als man lesen kann.`,
  youAndJudge: 'Ihr und der Richter',
  amongYourselves: 'Ihr untereinander',
  effort: (effort) => `Gründlichkeit: ${effort}`,
  questions,
  pairs: (count) => plural(count, 'Paar', 'Paare'),
  alt: (lines) => `Übereinstimmung mit ihren Bereichen: ${lines}.`,
  altRange: (low, high) => `Bereich ${low} bis ${high}`,

  exportTitle: (days) => `Stimmen dieses Servers, ${lastDays(days)}`,
  exportRows: (count) =>
    `${rows(count)}: eine je Tag, Richter und Gründlichkeit. Nur Tage, die vorbei sind und deren Abstimmungen beendet sind; die Zahlen eines Tages ändern sich nicht mehr.`,
  exportNone:
    'Noch gibt es nichts zu zeigen. Ein Tag wird gezählt, wenn er vorbei ist und alle seine Abstimmungen beendet sind, und er wird gezeigt, wenn genug Menschen abgestimmt haben.',
  exportHeld: (count, fewest) =>
    `${rows(count)} ${count === 1 ? 'wird' : 'werden'} zurückgehalten, weil sie die Stimmen von weniger als ${figure(fewest)} Menschen verraten ${count === 1 ? 'könnte' : 'könnten'}.`,
  exportTerms:
    'Nur Summen, keine einzelne Stimme. Discord verbietet, solche Daten zu verkaufen, herauszufinden, wer dahintersteckt, und Modelle ohne seine Erlaubnis mit Nachrichten zu trainieren. docs/codebook.md erklärt die Spalten.',
};

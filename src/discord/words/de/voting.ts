import type { Words } from '../words.ts';
import { plural } from './plural.ts';

const votes = (count: number) => plural(count, 'Stimme', 'Stimmen');
const others = (count: number) => plural(count, 'andere Antwort', 'andere Antworten');

const whenPickIsShown = (closes: string, hidden: boolean) =>
  hidden
    ? `Auch der Richter hat gewählt. Seine Wahl wird am Ende der Abstimmung gezeigt (${closes}).`
    : `Auch der Richter hat gewählt. Seine Wahl siehst du, sobald du abgestimmt hast, und alle sehen sie am Ende der Abstimmung (${closes}).`;

const styles: Readonly<Record<string, string>> = {
  plain: 'schlicht',
  brief: 'knapp',
  thorough: 'gründlich',
  examples: 'mit Beispielen',
  steps: 'Schritt für Schritt',
  beginner: 'für Anfänger',
  critical: 'kritisch',
};

export const voting: Words['voting'] = {
  empty: '*(leer)*',
  inFile: 'Was hier nicht hineinpasst, steht vollständig in der Datei.',
  whichIsBetter: (closes, hidden) => `**Welche Antwort ist besser?** ${whenPickIsShown(closes, hidden)}`,
  whichIsBest: (count, closes, hidden) =>
    `**${plural(count, 'Antwort ist', 'Antworten sind')} da. Welche ist die beste?** ${whenPickIsShown(closes, hidden)}`,
  doYouAgree: (replies, closes) =>
    `Von ${plural(replies, 'Antwort', 'Antworten')} hat der Richter diese gewählt. Siehst du es auch so? Ende der Abstimmung: ${closes}.`,
  aIsBetter: 'A ist besser',
  bIsBetter: 'B ist besser',
  tie: 'Gleich gut',
  bothBad: 'Beide schlecht',
  none: 'Keine',
  goodPick: 'Gute Wahl',
  compare: 'Vergleichen',
  justShowMe: 'Nur zeigen',
  readAndVote: 'Lesen und abstimmen',
  menu: 'Welche Antwort ist die beste?',
  tieNote: 'Mehrere sind gleich gut',
  noneNote: 'Keine von ihnen ist gut',
  emptyOption: '(leer)',
  closes: (when, most) => (most === null ? when : `${when} oder nach ${votes(most)}`),

  chosen: { tie: 'gleich gut', 'both bad': 'beide schlecht', none: 'keine' },
  unknownVote:
    'Dieser Knopf gehört zu keiner Abstimmung, die ich kenne. Die Nachricht ist vielleicht zu alt oder wurde geändert.',
  late: (chosen, pick) =>
    `Die Abstimmung über diese Frage ist zu Ende. Deine Stimme (**${chosen}**) ist als verspätet vermerkt und zählt nicht.${pick === null ? '' : ` Der Richter hat **${pick}** gewählt.`}`,
  voted: (pick, sure, letter) => `**Der Richter hat ${pick} gewählt** (${sure}). Du hast **${letter}** gewählt.`,
  judgesAnswer: 'die Antwort des Richters',
  otherAnswer: 'die andere Antwort',
  votedOpen: (chosen, sure) =>
    `Du hast **${chosen}** gewählt. Die Wahl des Richters (${sure}) ist die Antwort in der Nachricht.`,
  before: (letter) => `Vorher hattest du ${letter} gewählt.`,
  agree: 'Du und der Richter seid euch einig.',
  differ: 'Du und der Richter seid verschiedener Meinung.',
  changeable: (closes, blind) =>
    `Bis zum Ende der Abstimmung (${closes}) kannst du deine Stimme ändern; ${blind ? 'deine erste war blind, eine geänderte ist es nicht' : 'sie ist als nicht blind gespeichert, weil du die Wahl des Richters kanntest'}.`,
  votedHidden: (letter, closes) =>
    `Du hast **${letter}** gewählt. Die Wahl des Richters siehst du am Ende der Abstimmung (${closes}); bis dahin kannst du deine Stimme ändern.`,
  pickHidden:
    'Auf diesem Server sieht niemand die Wahl des Richters, bevor die Abstimmung zu Ende ist, außer Moderatoren, die seine Begründung lesen. Stimm erst ab, und komm dann wieder.',
  sayWhy: 'Begründen',
  peek: (letter, sure) => `Die Wahl des Richters${letter === null ? '' : `: ${letter}`} (${sure})`,
  closed: 'Die Abstimmung ist zu Ende.',
  peeked:
    'Du kannst immer noch abstimmen; weil du die Wahl jetzt kennst, wird deine Stimme als nicht blind gespeichert.',
  reasonNoted: 'Danke. Deine Begründung liegt bei deiner Stimme; eine neue ersetzt sie.',
  noVoteToExplain: 'Du hast hier keine Stimme, die du begründen könntest. Stimm erst ab, dann begründe sie.',
  reasonTitle: 'Was hat den Ausschlag gegeben?',
  reasonChoices: 'Sie war …',
  reasonWords: 'In deinen Worten',
  reasonNote: 'Für die Forschung. Nimmst du daran teil, lesen es auch Moderatoren. Bitte keine Namen.',
  reasons: {
    correct: { label: 'Richtig', description: 'Was sie sagt, stimmt' },
    clear: { label: 'Klar', description: 'Leicht zu verstehen' },
    complete: { label: 'Vollständig', description: 'Nichts Wichtiges fehlt' },
    style: { label: 'Stil', description: 'Ton, Länge, Aufbau' },
    safety: { label: 'Sicherheit', description: 'Die andere könnte schaden' },
  },

  sure: 'ziemlich sicher',
  likely: 'wahrscheinlich',
  closeCall: 'knapp',
  byScore: 'nach Punkten',
  comparisons: (count, hard) =>
    `${plural(count, 'Vergleich', 'Vergleichen')}${hard === null ? '' : hard === 'easy' ? ', ein leichter Fall' : ', ein schwerer Fall'}`,
  judgePicked: (what, comparisons, sure, percent) =>
    `**Der Richter hat ${what} gewählt**, nach ${comparisons}: ${sure} (${percent}).`,
  judgeScored: (what, comparisons) => `**Der Richter hat ${what} gewählt**, nach ${comparisons}: nach Punkten.`,
  thisAnswer: 'diese Antwort',
  isPick: 'die Wahl des Richters',
  judgesPick: 'Die Wahl des Richters',
  favourite: 'Der Favorit der Abstimmung',
  votingClosed: (rest) => `Die Abstimmung ist zu Ende. ${rest}`,
  closedByHand: (by, rest) =>
    `Die Abstimmung wurde ${by === 'asker' ? 'von der fragenden Person' : 'vom Moderationsteam'} vorzeitig beendet. ${rest}`,
  writtenBy: (model) => `Geschrieben von \`${model}\``,
  inStyle: (model, style) => `${model}, Stil: ${styles[style] ?? style}`,
  tallyAlt: (rows) => `Wie viele wofür gestimmt haben. ${rows}.`,
  soFar: (count) => `Bisher ${votes(count)}`,
  nobodyVoted: 'Niemand hat abgestimmt.',
  noSide: (count) => `${votes(count)}, ${count === 1 ? 'weder für A noch für B' : 'keine für A oder B'}.`,
  withJudge: (count, agreed, sided) =>
    count === 1
      ? `1 Stimme, ${agreed === 1 ? 'für' : 'gegen'} die Wahl des Richters.`
      : sided === 1
        ? `${votes(count)}; wer sich entschieden hat, war ${agreed === 1 ? 'einer Meinung mit dem' : 'anderer Meinung als der'} Richter.`
        : `${votes(count)}; ${agreed} von ${sided}, die sich entschieden haben, ${agreed === 1 ? 'war' : 'waren'} einer Meinung mit dem Richter.`,
  votesOn: (count, answers) => `${votes(count)} zu ${plural(answers, 'Antwort', 'Antworten')}.`,
  pickedOutOf: (replies, comparisons, sure) =>
    `Von ${plural(replies, 'Antwort', 'Antworten')} hat der Richter diese gewählt, nach ${comparisons} (${sure}).`,
  unjudged: (why) => `Diese Antwort ist **unbewertet**. ${why}`,
  unjudgedBecause: {
    deadline: 'Die Zeit war um, bevor der Richter zu einem Urteil kam.',
    'judge-unavailable': 'Der Richter war nicht zu erreichen.',
    budget: 'Das Budget dieser Frage war aufgebraucht.',
    alone: 'Nur eine Antwort wurde geschrieben, also gab es nichts zu vergleichen.',
    same: 'Alle Antworten sagen dasselbe, also gab es nichts zu vergleichen.',
    undecided: 'Der Richter kam zu keinem Urteil, das zählt.',
  },
  endMissing: 'Das Modell hat an seiner Längengrenze aufgehört, das Ende fehlt vielleicht.',

  why: 'Warum?',
  whyTitle: (name) => `Warum ${name}?`,
  thePick: 'die Wahl',
  anotherReply: 'eine andere Antwort',
  inJudgesWords: (quote) => `In den Worten des Richters: „${quote}“`,
  whyNote:
    'Ein kurzer Auszug. Der Richter ist ein Modell und kann irren; seine ganze Begründung können die Moderatoren lesen.',
  notCompared: 'Kein Urteil, das zählt, vergleicht sie mit einer anderen Antwort; mehr gibt es nicht zu sagen.',
  wonAll: (name, won) =>
    `${name ?? 'Die Wahl'} traf auf ${others(won)} und hat ${won === 1 ? 'gewonnen' : `gegen ${won === 2 ? 'beide' : 'alle'} gewonnen`}.`,
  record: (name, met, { won, level, lost }) => {
    const parts = [
      ...(won > 0 ? [`gegen ${won} gewonnen`] : []),
      ...(level > 0 ? [`gegen ${level} gleichauf`] : []),
      ...(lost > 0 ? [`gegen ${lost} verloren`] : []),
    ];
    return `${name ?? 'Die Wahl'} traf auf ${others(met)}: ${parts.join(parts.length > 2 ? ', ' : ' und ')}.`;
  },
  whyUnknown:
    'Dieser Knopf gehört zu keiner Frage, die ich hier kenne. Die Nachricht ist vielleicht zu alt oder wurde geändert.',
  whyTooEarly:
    'Die Abstimmung läuft noch, und das würde die Wahl des Richters verraten. Stimm erst ab, oder komm wieder, wenn sie zu Ende ist.',
  whyNotAllowed:
    'Dieser Server zeigt nicht, warum der Richter so entschieden hat. Wer den Server verwaltet, kann das ändern.',
};

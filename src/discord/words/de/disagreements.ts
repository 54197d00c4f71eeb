import type { Words } from '../words.ts';
import { plural } from './plural.ts';

export const disagreements: Words['disagreements'] = {
  title: 'Wo die Leute und der Richter auseinandergehen',
  scope: (days, judge) =>
    `Fragen ${days === 1 ? 'des letzten Tages' : `der letzten ${plural(days, 'Tag', 'Tage')}`}${judge === null ? '' : `, Richter ${judge}`}, deren Abstimmung zu Ende ist.`,
  stances: {
    differ: {
      label: 'Die Leute zogen die andere Antwort vor',
      description: 'Mehr Stimmen, die zählen, als für alles andere',
    },
    split: {
      label: 'Die Leute waren geteilt',
      description: 'Unentschieden, oder für eine so viele wie für die andere',
    },
    'both-bad': {
      label: 'Die Leute fanden beide schlecht',
      description: 'Mehr Stimmen, die zählen, als für alles andere',
    },
    agree: {
      label: 'Die Leute gaben dem Richter recht',
      description: 'Mehr Stimmen, die zählen, als für alles andere',
    },
  },
  option: (label, cases) => `${label} (${cases})`,
  none: 'So einen Fall gibt es nicht.',
  fewest: (fewest) =>
    `Eine Frage steht hier, sobald mindestens ${plural(fewest, 'Stimme dazu zählt', 'Stimmen dazu zählen')}: blind, von jedem die erste und nicht vom Fragenden.`,
  ordered: 'Zuerst die, bei denen beide sicher am weitesten auseinanderliegen; wenige Stimmen wiegen wenig.',
  page: (from, to, of) => `${from}–${to} von ${of}`,
  judgeShort: (percent) => `Richter ${percent} für seine Wahl`,
  judgeUnknown: 'Richter: nicht aufbewahrt',
  votesShort: (pick, opponent) => `Wahl ${pick} : ${opponent} andere`,
  open: 'Einen Fall öffnen',
  simulated: 'Simuliert: Hier stimmen Programme ab, oder jemand spielt die Leute.',
  previous: 'Zurück',
  next: 'Weiter',
  back: 'Zur Liste',
  reasoning: 'Die ganze Begründung',
  goThere: 'zur Antwort',
  pick: 'Die Wahl des Richters',
  preferred: 'Was die Leute vorzogen',
  other: 'Die andere Antwort',
  by: (model) => `geschrieben von ${model}`,
  stated: (percent) =>
    `Der Richter schätzte die Wahrscheinlichkeit, dass die Leute seine Wahl vorziehen, auf **${percent}**.`,
  notStated: 'Wie sicher der Richter seiner Wahl gegenüber dieser Antwort war, wurde nicht aufbewahrt.',
  bars: { pick: 'Wahl', opponent: 'Andere', tie: 'Gleich', bothBad: 'Schlecht' },
  counted: (votes) =>
    `${plural(votes, 'Stimme, die zählt', 'Stimmen, die zählen')}: blind, von jedem die erste, nicht vom Fragenden.`,
  tally:
    'Der Stand unter der Antwort. Nicht alles davon zählt: Jemand hatte die Frage gestellt, kannte die Wahl, hat sich umentschieden oder war zu schnell. Was zählt, steht nicht daneben, denn am Unterschied wäre abzulesen, wie diese wenigen gestimmt haben.',
  apart: (points) =>
    `Selbst am oberen Ende ihres 95-%-Bereichs liegen die Leute ${points} Punkte unter dem, was der Richter erwartete.`,
  judgeSaid: 'In den Worten des Richters',
  shownFirst: 'Wahl zuerst gezeigt',
  shownSecond: 'Wahl als Zweites gezeigt',
  pickWon: 'die Wahl ist besser',
  otherWon: 'die andere Antwort ist besser',
  thePick: 'die Wahl',
  theOther: 'die andere Antwort',
  notAsked: 'in dieser Reihenfolge nicht gefragt',
  neverMet:
    'Der Richter hat diese beiden nie miteinander verglichen. Wie sicher er war, folgt aus seinen anderen Vergleichen.',
  why: {
    pick: 'Warum die Wahl des Richters',
    opponent: 'Warum die andere Antwort',
    none: 'Warum keine von beiden',
  },
  times: (reason, count) => `${reason}\u00a0×\u00a0${count}`,
  nobodySaid: 'Niemand hat gesagt, warum.',
  wordsGone: 'Was die Leute in eigenen Worten dazu schrieben, wird nicht mehr aufbewahrt.',
  wordsOf: 'In eigenen Worten: nur von Leuten, die an der Forschung teilnehmen.',
  moreInFile: 'Alles steht in der Datei.',
  unknown:
    'So einen Fall kenne ich hier nicht: Die Frage wurde gelöscht, über sie wird noch abgestimmt, zu wenige Stimmen zählen, oder sie ist nicht für diesen Kanal.',
};

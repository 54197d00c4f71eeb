import type { Words } from '../words.ts';
import { plural } from './plural.ts';

const votes = (count: number) => plural(count, 'Stimme', 'Stimmen');
const questions = (count: number) => plural(count, 'Frage', 'Fragen');

export const leaderboard: Words['leaderboard'] = {
  title: (days) =>
    `Wessen Antworten ihr vorzieht, ${days === 1 ? 'der letzte Tag' : `die letzten ${plural(days, 'Tag', 'Tage')}`}`,
  tooFew: (count, number, fewest) =>
    `**Noch zu wenige Daten.** Es gibt ${plural(count, 'blinde Stimme', 'blinde Stimmen')} zu ${questions(number)}, deren zwei Antworten von verschiedenen Modellen kamen; ein Modell bekommt ab ${fewest} solchen Fragen einen Platz. Fragt mit \`/frage\`, und stimmt ab, bevor ihr nachseht.`,
  ahead: (model) => `${model} liegt vor allen anderen.`,
  level: (models) => `Vorn, und nicht zu unterscheiden: ${models}.`,
  allLevel: 'Diese Modelle lassen sich noch nicht unterscheiden.',
  row: (places, model, people, judge, count, number) =>
    `**${places}** ${model}: **${people}**${judge === null ? '' : `, Richter ${judge}`} · ${votes(count)} zu ${questions(number)}`,
  range: (value, low, high) => `${value} (${low} bis ${high})`,
  few: (models) => `Noch zu wenige Fragen: ${models}.`,
  fewOne: (model, number) => `${model} (${number})`,
  apart: (models) => `Ohne Platz, weil noch nichts ihre Stimmen mit den anderen verbindet: ${models}.`,
  more: (count) => `und ${count} weitere`,
  counts: (count, number) => `${plural(count, 'blinde Stimme', 'blinde Stimmen')} zu ${questions(number)}.`,
  what: 'Wie oft ihr die Antwort eines Modells der eines durchschnittlichen anderen Modells hier vorzieht; „gleich gut“ ist eine halbe Stimme. „Richter“: wie oft der Richter das tut, bei denselben Fragen. In Klammern: der Bereich, der in 95 von 100 solchen Stichproben stimmt. Die Zahl davor: die Plätze, die ein Modell haben kann.',
  shown:
    'Ihr seht die Wahl des Richters neben einer anderen Antwort. Darum geht es hier um gezeigte Antworten, nicht um alles, was ein Modell schreibt.',
  sameModel: (number) =>
    `Nicht gezählt: ${plural(number, 'Frage, deren', 'Fragen, deren')} zwei Antworten vom selben Modell kamen.`,
  you: 'Ihr alle',
  judge: 'Der Richter',
  alt: (rows) => `Wie oft die Antworten jedes Modells vorgezogen werden: ${rows}.`,
  altRow: (places, model, people, judge) =>
    `Platz ${places} ${model}, Menschen ${people}${judge === null ? '' : `, Richter ${judge}`}`,

  mineTitle: 'Deine Stimmen',
  mineNone:
    'Noch zählt keine deiner Stimmen. Eine Stimme zählt, wenn die Abstimmung beendet ist, und wenn du bei der Frage von jemand anderem abgestimmt hast, bevor du die Wahl kanntest.',
  mineCounts: (counted, ties, bothBad) =>
    `${votes(counted)} von dir ${counted === 1 ? 'zählt' : 'zählen'}: ${counted - ties - bothBad} für eine von zwei Antworten, ${ties} × gleich gut, ${bothBad} × beide schlecht.`,
  withJudge: (share) => `**Mit dem Richter:** ${share} gingen an seine Wahl.`,
  withOthers: (share) => `**Mit den anderen:** ${share} gingen an dieselbe Antwort wie deren Mehrheit.`,
  noOthers: (others) =>
    `**Mit den anderen:** noch keine Frage, bei der mindestens ${others} andere abgestimmt haben und die meisten davon dieselbe Antwort wählten.`,
  of: (part, whole) => `${part} von ${whole}`,
  liked: 'Modelle, deren Antworten du gewählt hast, von denen, die du neben denen eines anderen Modells gesehen hast:',
  likedRow: (model, share) => `- ${model}: ${share}`,
  mineLeftOut: (count) =>
    `Bei ${plural(count, 'weiteren Frage', 'weiteren Fragen')} mit beendeter Abstimmung zählt deine Stimme nicht: Du kanntest die Wahl, hattest selbst gefragt, hast unter allen Antworten gewählt oder warst schneller, als man lesen kann.`,
  mineNote:
    'Hier zählen nur beendete Abstimmungen, und nur du siehst das. Kleine Zahlen sagen mehr über den Zufall als über dich.',
};

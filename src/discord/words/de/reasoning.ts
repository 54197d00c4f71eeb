import { plural } from '../plural.ts';
import type { Words } from '../words.ts';

export const reasoning: Words['reasoning'] = {
  candidate: (number) => `Kandidat ${number}`,
  title: 'Die Begründung des Richters',
  noPick: 'Noch keine Wahl.',
  pick: (candidate, judged) => `Die Wahl ist **${candidate}**${judged ? '' : ', unbewertet'}.`,
  took: (matches, comparisons, judge, tournament, effort) =>
    `${plural(matches, 'Begegnung', 'Begegnungen')} in ${plural(comparisons, 'Vergleich', 'Vergleichen')} durch ${judge}, Turnier ${tournament}, Gründlichkeit ${effort}.`,
  overview: 'Übersicht',
  previous: 'Zurück',
  next: 'Nächste Begegnung',
  failed: (error) => `gescheitert (${error})`,
  sameAs: (candidate) => `sagt dasselbe wie ${candidate}`,
  sameAsNumber: (number) => `dasselbe wie ${number}`,
  notJudged: 'nicht bewertet',
  titles: {
    chances: 'Wie wahrscheinlich jeder der beste ist',
    bestFirst: 'Der beste zuerst',
    met: 'Wer auf wen traf',
    rows: 'Je Zeile: Siege–Niederlagen gegen',
  },
  written: 'geschrieben',
  bestWith: (percent) => `zu ${percent} der beste`,
  scoreOf: (score) => `Punktzahl ${score}`,
  withoutScore: 'keine Punktzahl',
  aboutScores:
    'Der Richter gibt jeder Antwort für sich eine Punktzahl und nennt keine Gründe. Punktzahlen verschiedener Fragen sind nicht vergleichbar, und wie sicher er ist, hat niemand gemessen.',
  noOrder: 'Jede Antwort wird für sich bewertet, eine Reihenfolge gibt es also nicht.',
  against: (a, b) => `${a} gegen ${b}`,
  spent: (tokens, seconds) => `Der Richter schrieb ${plural(tokens, 'Token', 'Tokens')} in ${seconds} s`,
  priceUnknown: 'Preis unbekannt',
  withoutVerdict: (count) => `${count} ohne Urteil`,
  match: (at, last, a, b) => `Begegnung ${at} von ${last}: ${a} gegen ${b}`,
  comparison: (number) => `Vergleich ${number}`,
  shown: (first, second, time) =>
    `Zuerst gezeigt: ${first}, dann: ${second}${time > 1 ? `, so zum ${time}. Mal gefragt` : ''}`,
  tokens: (count) => plural(count, 'Token', 'Tokens'),
  verdict: 'Urteil',
  chainOfThought: 'Gedankengang',
  answer: 'Antwort',
  gaveNone: 'Der Richter hat nichts geschrieben.',
  better: (candidate, conflict, forced) =>
    `${candidate} ist besser${conflict ? ' (er nannte beide; die letzte Nennung zählt)' : ''}${forced ? ' (erzwungen: Zum Denken war kein Platz mehr)' : ''}`,
  invalid: {
    'no-marker': 'kein Urteil: Der Richter nannte keinen von beiden',
    truncated: 'kein Urteil: Dem Richter gingen die Tokens aus',
    empty: 'kein Urteil: Der Richter antwortete nichts',
    refused: 'kein Urteil: Der Richter lehnte ab',
    unavailable: 'kein Urteil: Der Richter war nicht zu erreichen',
    'prompt-cut': 'kein Urteil: Der Server des Richters las nur einen Teil der Frage',
    tie: 'kein Urteil: Beide Antworten haben dieselbe Punktzahl',
  },
  noScore: 'kein Urteil, das zählt',
  level: (score) => `gleichauf, ${score}`,
  won: (candidate, score) => `${candidate} gewann ${score}`,
  noneCounts: 'Keines der Urteile zählt, diese Begegnung sagt also nichts.',
  oneOrder: 'Nur in einer Reihenfolge gefragt.',
  sameInBoth: 'In beiden Reihenfolgen dasselbe.',
  byPlace: (place) =>
    `In beiden Reihenfolgen wählte er den ${place === 'first' ? 'zuerst' : 'als Zweites'} gezeigten Kandidaten: Vielleicht ging er hier nach der Reihenfolge und nicht nach den Antworten.`,
  notAlways: 'Er sagte nicht immer dasselbe.',
  alt: (standings, met) =>
    `Das Turnier des Richters. Wie wahrscheinlich jeder Kandidat der beste ist: ${standings}. Wer auf wen traf: ${met}.`,
  noChance: 'Wahrscheinlichkeit unbekannt',
  thePick: '(die Wahl)',
  unknown:
    'Dazu kenne ich keine Frage dieses Servers. Wähl eine aus der Liste, die sich hinter `frage:` öffnet, oder benutz das Menü der Nachricht mit meiner Antwort.',
};

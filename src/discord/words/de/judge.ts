import type { Words } from '../words.ts';
import { figure, plural } from './plural.ts';

export const judge: Words['judge'] = {
  judges: (name) => `**${name}** richtet über neue Fragen.`,
  notYet: (name) => `Sobald du **Speichern** drückst, richtet **${name}** über neue Fragen.`,
  olderLeftOut: (count) =>
    `${plural(count, 'ältere Regelliste steht', 'ältere Regellisten stehen')} nicht in diesem Menü.`,
  rules: (version) => `**Regeln ${version}**: worauf dieser Richter achten soll`,
  noRules: 'Dieser Richter hat keine Regeln von diesem Server. Du kannst welche schreiben: worauf er hier achten soll.',
  whyNot: {
    trained:
      'Dieser Richter wurde Wort für Wort auf einen einzigen Prompt trainiert und kann keine Regeln bekommen: Mit einem anderen Prompt wäre er nicht mehr der Richter, der gemessen wurde.',
    scores: 'Dieser Richter gibt jeder Antwort einen Wert und liest keine Anweisungen; er kann keine Regeln bekommen.',
    jury: 'Das ist eine Jury aus mehreren Richtern. Regeln bekommt ein einzelner Richter: Wähl einen im Menü.',
  },
  learnt: (votes, day) =>
    votes === null ? `Aus Stimmen gelernt am ${day}` : `Aus ${plural(votes, 'Stimme', 'Stimmen')} gelernt am ${day}`,
  gained: (low, high) => `bei Fragen, die er nicht kannte, stimmten ihm ${low} bis ${high} Punkte mehr zu`,
  written: (day) => `Geschrieben am ${day} von jemandem, der den Server verwaltet`,
  edited: (version) => `geändert aus Regeln ${version}`,
  shortLearnt: (votes) =>
    votes === null ? 'Aus Stimmen gelernt' : `Aus ${plural(votes, 'Stimme', 'Stimmen')} gelernt`,
  shortWritten: 'Von der Serververwaltung geschrieben',
  rulesCut: 'Hier gekürzt; die ganze Liste steht in der Datei.',
  rulesFile: 'regeln.txt',
  edit: 'Regeln ändern',
  write: 'Regeln schreiben',
  formTitle: 'Worauf der Richter achten soll',
  formLabel: 'Eine Regel je Zeile',
  formNote: (most, length) =>
    `Höchstens ${most} Regeln zu je ${length} Zeichen. Sie gelten sofort. Leer: keine Regeln.`,
  problems: {
    'too-long': (line, most) => `Zeile ${line} ist länger als ${most} Zeichen.`,
    'too-many': (line, most) => `Zeile ${line}: Es ist Platz für ${most} Regeln.`,
    twice: (line) => `Zeile ${line} steht zweimal da.`,
  },
  notSaved: '**Nichts wurde gespeichert.**',
  moved: (name) =>
    `Während du geschrieben hast, hat jemand anders **${name}** eingesetzt. **Nichts wurde gespeichert.**`,
  movedNext: 'Wenn du deine an dessen Stelle willst, öffne das Formular noch einmal und schick es erneut ab.',
  typed: 'Was du geschrieben hast, steht in der Datei.',
  typedFile: 'deine-regeln.txt',
  again: 'Formular noch einmal öffnen',
  backToSettings: 'Zurück zu den Einstellungen',
  tooLongForForm: 'Diese Regeln sind länger, als Discords Formular fassen kann. Schreib neue.',
  formLate: 'Das hat zu lange gedauert, und Discord öffnet kein Formular mehr. Bitte drück noch einmal.',
  saved: (version) => `✅ **Regeln ${version}** gelten ab sofort für neue Fragen.`,
  emptied: '✅ Dieser Richter richtet ab sofort ohne Regeln über neue Fragen.',
  kept: (version) => `Regeln ${version} bleiben erhalten; wähl sie im Menü, um zurückzukehren.`,
  sameRules: 'Es gab nichts zu speichern: Diese Regeln gelten schon.',

  shadow: (name, since, share) => `**Im Schatten: ${name}**, seit ${since}, bei ${share} der Fragen`,
  spent: (used, budget) => `Heute verbraucht: ${figure(used)} von ${plural(budget, 'Token', 'Tokens')}`,
  spentUsd: (used, budget) => `${used} $ von ${budget} $`,
  noShadow:
    'Kein anderer Richter wird verglichen. Einer kann über einen Teil der Fragen mitrichten, ohne etwas zu entscheiden; die Stimmen sagen dann, wessen Wahl den Leuten lieber ist.',
  decisions: {
    promote: '✅ **Einsetzen**: Seine Wahl ist den Leuten lieber.',
    keep: '**Den bisherigen behalten**: Dessen Wahl ist den Leuten lieber.',
    'not-yet': '**Noch nicht**: Die Stimmen unterscheiden die beiden nicht.',
  },
  stillNeeded: (votes) =>
    `Geht es so weiter, entscheiden es etwa ${plural(votes, 'weitere Stimme', 'weitere Stimmen')}.`,
  preferred: (share, duels) =>
    `In ${share} von ${plural(duels, 'Duell', 'Duellen')} zwischen den beiden war den Leuten seine Wahl lieber.`,
  noDuels: 'Über ein Duell zwischen ihren beiden Wahlen ist noch nicht fertig abgestimmt.',
  besides: (asks) =>
    `Bei ${plural(asks, 'abgeschlossenen Frage', 'abgeschlossenen Fragen')}, erst der im Schatten, dann der eingesetzte Richter:`,
  calls: (one, other) => `Aufrufe je Frage ${one} und ${other}`,
  tokens: (one, other) => `Tokens je Frage ${one} und ${other}`,
  invalid: (one, other) => `unlesbar ${one} und ${other}`,
  contradicted: (one, other) => `Widerspruch zwischen beiden Reihenfolgen ${one} und ${other}`,
  firstPlace: (one, other) => `für die Antwort an erster Stelle ${one} und ${other}`,
  unjudged: (asks) =>
    `${plural(asks, 'Frage', 'Fragen')} aus seinem Anteil hat er nicht ganz gerichtet; sie zählen nirgends.`,
  hasMoved: (name) =>
    `Verglichen wurde er mit ${name}; inzwischen richtet jemand anders. Beende diesen Vergleich und beginn einen neuen.`,
  promote: 'Einsetzen',
  stop: 'Vergleich beenden',
  goBack: 'Zurückkehren',
  compare: 'Im Schatten vergleichen',
  promoted: (name, before) =>
    `✅ **${name}** richtet ab sofort über neue Fragen, anstelle von ${before}. Mit **Zurückkehren** machst du das rückgängig.`,
  promotions: {
    keep: 'Nichts wurde geändert: Inzwischen sprechen die Stimmen für den bisherigen Richter.',
    'not-yet': 'Nichts wurde geändert: Inzwischen unterscheiden die Stimmen die beiden nicht mehr.',
    none: 'Nichts wurde geändert: Dieser Vergleich ist schon beendet.',
    moved: 'Nichts wurde geändert: Inzwischen richtet jemand anders, mit dem dieser nicht verglichen wurde.',
  },
  stopTitle: 'Diesen Vergleich beenden?',
  stopNote: (name) =>
    `${name} richtet nicht mehr im Schatten mit. Vergleichst du ihn später wieder, beginnt die Zählung von vorn.`,
  stopNow: 'Beenden',
  stopped: (name) => `Der Vergleich mit ${name} ist beendet. Sonst wurde nichts geändert.`,
  backTitle: 'Zurückkehren?',
  backNote: (before, after) =>
    `**${before}** richtet wieder über neue Fragen, anstelle von **${after}**. Frühere Urteile bleiben, wie sie sind.`,
  backNow: 'Jetzt zurückkehren',
  wentBack: (before) => `✅ **${before}** richtet wieder über neue Fragen.`,
  backGone: 'Nichts wurde geändert: Es gibt nichts mehr, wovon man zurückkehren könnte.',
  cancel: 'Abbrechen',
  challengeTitle: 'Im Schatten vergleichen',
  whichJudge: 'Welcher Richter',
  whichShare: 'Bei wie vielen der Fragen',
  budget: 'Tokens am Tag, höchstens',
  budgetNote: (most) =>
    most === null
      ? 'Darüber wartet er bis zum nächsten Tag (UTC).'
      : `Höchstens ${figure(most)}, die Grenze dieses Servers.`,
  nobodyToCompare:
    'Hier gibt es keinen anderen Richter zum Vergleichen. Der Betreiber bietet Richter an; Regeln machen einen weiteren.',
  wrongBudget: (most) => `Tokens am Tag: eine ganze Zahl von 1 bis ${figure(most)}.`,
  noBudget: 'Dieser Server darf heute nichts ausgeben; so kann kein Richter im Schatten mitlaufen.',
  begun: (name, share) =>
    `✅ **${name}** richtet jetzt im Schatten über ${share} der neuen Fragen mit. Sieh wieder her, wenn abgestimmt wurde.`,
  begin: {
    taken: 'Nichts hat begonnen: Hier wird schon ein anderer Richter verglichen.',
    same: 'Nichts hat begonnen: Dieser Richter ist schon eingesetzt.',
    refused: 'Nichts hat begonnen: Dieser Richter darf hier nicht mehr verglichen werden. Bitte wähl noch einmal.',
  },
};

import { html } from 'lit';
import type { PageWords } from './words.ts';

/** The page's own words in German. They say "du", as the bot does. */
export const de: PageWords = {
  useDark: 'Dunkle Farben',
  useLight: 'Helle Farben',
  otherLanguage: 'This page in English',
  otherLanguageCode: 'EN',
  guide: 'Anleitung',
  topic: 'Fragen, vergleichen, blind abstimmen',
  channelsAndPeople: 'Kanäle und Leute',
  youAreBeSomebodyElse: (name) => `Du bist ${name}. Jemand anders sein`,
  serverAndChannels: 'Server und Kanäle',
  textChannels: 'Textkanäle',
  membersTitle: 'Mitglieder: Wer willst du sein?',
  moderatorTag: 'Moderation',
  moderator: 'Moderation',
  member: 'Mitglied',
  close: 'Schließen',
  cancel: 'Abbrechen',

  lost: 'Die Spielwiese ist nicht erreichbar. Jede Sekunde wird es wieder versucht; was du gebaut hast, kommt zurück, sobald sie wieder gestartet ist.',
  whichModels: 'Welche Modelle antworten',
  closeNote: 'Hinweis schließen',
  practiceWrites: (names, several) =>
    html`<strong>Hier arbeiten Übungsmodelle</strong>: ${names} ${several ? 'geben' : 'gibt'} wieder, was vorher aufgeschrieben wurde<span class="only-wide"> (auf Englisch, zu einigen Fragen)</span>, `,
  realWrites: (names, several) => html`<strong>${names}</strong> ${several ? 'schreiben' : 'schreibt'}, `,
  judgesItself: () => html`und bewertet die eigenen Antworten.`,
  practiceJudges: () =>
    html`und ein Übungsrichter <b>mit Lösungsheft</b> richtet<span class="only-wide">, kein Modell: Er kennt nur die Übungsantworten</span>.`,
  realJudges: (name) => html`und <strong>${name}</strong> richtet.`,

  welcome: (channel) => `Willkommen in #${channel}!`,
  beginning: 'Hier beginnt der Kanal.',
  whatThisIs:
    'Stell eine Frage. Tribunal schreibt mehrere Antworten, ein Richter vergleicht sie und begründet seine Wahl, und alle stimmen blind ab: ohne zu wissen, welche er gewählt hat.',
  firstStep: 'Nimm eine davon für den Anfang:',
  seeCommands: 'Befehle ansehen',
  openGuide: 'Alle Schritte',
  simulatedChannel:
    'Hier fragen und stimmen simulierte Mitglieder, damit es Zahlen zu sehen gibt. Sie sind Programme: Nichts hier sagt etwas über Menschen.',

  newHere: 'Neu hier?',
  closeGuide: 'Anleitung schließen',
  youAre: (name) => `Du bist ${name}`,
  asModerator:
    ', in der Moderation und Forschung: Lies die Begründung des Richters, ändere Einstellungen, nimm Zahlen mit.',
  asMember: ', ein Mitglied: Frag und stimm ab.',
  ownDiscord: ' Dieses Discord gehört dir allein, der Bot ist der echte.',
  tryThis: 'Probier das',
  done: ' (erledigt)',
  stepAsk: 'Eine Frage stellen',
  askHow: (command) => html`Tipp unten <code>${command}</code> oder nimm eine davon:`,
  moreQuestions: 'Mehr Fragen',
  stepVote: 'Blind abstimmen',
  voteHow:
    'Zwei Antworten erscheinen. Wähl die bessere: Erst dann erfährst du, welche der Richter gewählt hat. Sei dann jemand anders und stimm noch einmal ab.',
  stepRead: 'Die Begründung des Richters lesen',
  readByModerators: 'Die Moderation öffnet das Menü einer Antwort und liest, wie der Richter verglichen hat.',
  readHow: (moderator, command) =>
    html`${moderator === null ? 'Öffne' : `Werde ${moderator} aus der Moderation und öffne`} das Menü einer Antwort (Rechtsklick oder ⋯). Wähl <b>${command}</b>.`,
  practiceThinksNothing:
    ' Der Übungsrichter vertritt ein Reward Reasoning Model (RRM): ein Modell, das nachdenkt, bevor es sagt, welche von zwei Antworten besser ist. Er selbst denkt nichts: seine Notizen sind vorher geschrieben, und er hat ein Lösungsheft.',
  become: (name) => `${name} werden`,
  stepCommunity: 'Eine Gemeinschaft sich einigen sehen',
  simulatedAtWork: (asks, votes) =>
    html`<b>Simulierte Mitglieder bei der Arbeit:</b> bisher ${count(asks, 'Frage', 'Fragen')}, ${count(votes, 'Stimme', 'Stimmen')}.`,
  stopThem: 'Anhalten',
  simulatedDone: (asks, votes, command) =>
    html`Simulierte Mitglieder haben ${count(asks, 'Frage', 'Fragen')} gestellt und ${count(votes, 'Stimme', 'Stimmen')} abgegeben. Sieh dir jetzt <code>${command}</code> an: Dort steht, dass sie simuliert sind.`,
  simulatedOffer: (command, minutes) =>
    html`Lass 30 simulierte Mitglieder ${minutes === 1 ? 'eine Minute' : `${minutes} Minuten`} lang in <b>#simulated-members</b> fragen und abstimmen, damit <code>${command}</code> etwas zu zeigen hat. Sie sind Programme, die an der Forschung teilnehmen: Die Zahlen sagen nichts über Menschen.`,
  letThemIn: 'Lass sie herein',
  typeCommand: (command) => `${command} eintippen`,
  stepLearn: 'Den Richter lernen lassen',
  learn: {
    about:
      'Diese simulierten Mitglieder haben einen eigenen Geschmack, von dem der Richter nichts weiß. Aus ihren Stimmen kann er lernen, worauf es hier ankommt. Sie sind Programme: Nichts davon sagt etwas über Menschen.',
    first: 'Lass sie erst herein, wie oben: Zum Lernen braucht es Stimmen.',
    again: (minutes) => `Noch einmal hereinlassen (${minutes} min)`,
    learn: 'Aus ihren Stimmen lernen',
    doing: {
      learning: 'Aus ihren Stimmen entstehen Regeln, die an späteren Stimmen erprobt werden …',
      challenging: 'Der Richter fängt an, im Schatten nach seinen Regeln zu richten …',
      looking: 'Die Stimmen werden gezählt …',
    },
    kept: (version) => html`<b>Er hat gelernt, Regeln ${version}</b>:`,
    notKept: {
      'no-list': (questions) =>
        html`<b>Nichts gelernt</b> aus ${count(questions, 'Frage', 'Fragen')}: Mit keiner Liste von Regeln stimmte er öfter mit ihnen überein.`,
      'not-better': (questions) =>
        html`<b>Nichts behalten</b> von ${count(questions, 'Frage', 'Fragen')}: An späteren Stimmen war der Richter mit diesen Regeln nicht sicher besser.`,
      'contradicts-itself': (questions) =>
        html`<b>Nichts behalten</b> von ${count(questions, 'Frage', 'Fragen')}: Mit diesen Regeln widersprach der Richter sich öfter.`,
      'not-enough': (questions) =>
        html`<b>Noch zu wenige Stimmen</b>: ${count(questions, 'Frage', 'Fragen')} mit Stimmen, die zählen. Lass sie noch einmal herein.`,
    },
    gain: (value, low, high, questions, calls) =>
      `Bei ${count(questions, 'späteren Frage', 'späteren Fragen')} stimmt er mit diesen Regeln um ${value} Punkte öfter mit ihnen überein als ohne (95 %: ${low} bis ${high}). Das kostete ${calls} Aufrufe.`,
    challenge: 'Im Schatten richten lassen',
    look: 'Wie steht es?',
    notYet: (votes) =>
      votes === null
        ? html`<b>Im Schatten, noch nicht entschieden.</b> Lass sie noch einmal herein.`
        : html`<b>Im Schatten, noch nicht entschieden:</b> noch etwa ${count(votes, 'Stimme', 'Stimmen')}, wenn es so weitergeht.`,
    decided: {
      promote: html`<b>Die Stimmen sagen: einsetzen.</b>`,
      keep: html`<b>Die Stimmen sagen: beim bisherigen Richter bleiben.</b>`,
    },
    figures: (share, votes, duels, asks) =>
      `Wo die beiden verschieden wählen, gelten ${share} von ${count(votes, 'Stimme', 'Stimmen')} in ${count(duels, 'Duell', 'Duellen')} seiner Wahl (gewichtet). Beide haben ${count(asks, 'Frage', 'Fragen')} gerichtet, deren Abstimmung vorbei ist.`,
    noDuels: (asks) =>
      `Beide haben ${count(asks, 'Frage', 'Fragen')} gerichtet, deren Abstimmung vorbei ist; noch kein Duell war zwischen ihren beiden Antworten.`,
    promoteAs: (name, command) => html`Werde ${name} aus der Moderation und öffne <code>${command}</code>.`,
    promoteHow: (command, section, button) =>
      html`Öffne <code>${command}</code>, wähl <b>${section}</b> und drück auf <b>${button}</b>.`,
    over: {
      moved: 'Inzwischen ist ein anderer Richter im Amt. Beende den Vergleich in den Einstellungen.',
      ended: 'Der Vergleich wurde beendet, und der bisherige Richter bleibt.',
    },
    promoted: (command) =>
      html`<b>Jetzt ist er im Amt.</b> Lass sie noch einmal herein und sieh dir dann <code>${command}</code> an: Dort stehen beide Richter.`,
  },
  stepMore: 'Weiterfragen, eine Datei mitgeben',
  followUpHow: (option) =>
    html`Mit <code>${option}</code> knüpft eine Frage an deine letzte Antwort hier an. Stell erst eine, bei der die Abstimmung nichts verrät (<code>open</code>), und frag dann weiter:`,
  fileHow: (option) =>
    html`Mit <code>${option}</code> geht eine Textdatei mit. Diese Frage handelt von einer kleinen Tabelle, und nur dort steht die Antwort:`,
  stepGerman: (name) =>
    html`<b>${name}</b> hat ein deutsches Discord: Mit ihr spricht der Bot Deutsch, und auch ihre Befehle sind deutsch. Klick sie in der Liste der Mitglieder an.`,

  whatHappened: 'Was gerade geschah',
  rowsInPostgres: 'Zeilen in PostgreSQL: ',
  nothingToJudge: 'Nur eine Antwort: nichts zu richten.',
  allTheSame: 'Alle gleich: nichts zu richten.',
  stages: {
    queued: 'Wartet auf einen freien Platz …',
    writing: 'Die Modelle schreiben …',
    judging: 'Der Richter vergleicht je zwei …',
    voting: 'Der Richter hat gewählt. Alle stimmen ab, ohne zu wissen, welche.',
    closed: 'Die Abstimmung ist vorbei: Alle sehen die Wahl des Richters.',
    failed: 'Das ging schief; die Nachricht sagt, warum.',
  },
  fates: { writing: 'schreibt …', done: 'geschrieben', failed: 'gescheitert', repeated: 'wie eine andere' },
  candidate: 'Kandidat',
  comparisons: 'Vergleiche',
  wonOf: (won, met) => `${won} von ${met} gewonnen`,
  against: 'gegen',
  noVerdict: 'kein Urteil',
  wins: (number) => `${number} gewinnt`,

  realModels: 'Echte Modelle auf diesem Rechner',
  startsAgain: 'Der Bot startet neu mit diesen Modellen …',
  runsHere: (names, several) =>
    `${names} ${several ? 'laufen' : 'läuft'} hier. Nur die Liste der Modelle wurde erfragt. Erst wenn du zustimmst, gehen Fragen dorthin.`,
  model: 'Modell',
  writeAndJudge: 'Schreiben und richten lassen',
  letWrite: 'Schreiben lassen',
  letJudge: 'Richten lassen',
  asBefore: 'Wie zuvor',
  toKeepIt: () => html`Damit es so bleibt, schreib das in <code>.env</code>:`,
  linesForEnv: 'Zeilen für .env',
  noServerFound:
    'Kein Modellserver gefunden. Echte Antworten auf deine eigenen Fragen gibt ein kleines Modell: zwei Befehle, 2,5 GB, kein Konto.',
  twoCommands: 'Die zwei Befehle',
  withOllama: 'Mit Ollama, in zwei Terminals:',
  withLlamaCpp: 'Oder mit llama.cpp:',
  lookAgain: 'Noch einmal suchen',

  messagesIn: (channel) => `Nachrichten in #${channel}`,
  olderMessages: 'Du siehst ältere Nachrichten',
  jump: 'Zu den neuesten',
  onlyYou: 'Nur du kannst das sehen',
  dismiss: 'Nachricht ausblenden',
  moreAbout: (author) => `Mehr zur Nachricht von ${author}`,
  more: 'Mehr',
  edited: '(bearbeitet)',
  used: 'nutzte',
  clickToSee: 'Klick, um die Nachricht zu sehen',
  deleted: 'Die Nachricht wurde gelöscht',
  thinking: 'Tribunal denkt nach …',
  sending: 'Befehl wird gesendet …',
  editAndTry: 'Ändern und noch einmal versuchen',
  isTyping: 'schreibt …',
  messageMenu: 'Nachricht',
  apps: 'Apps',
  noAppCommands: (name) => `${name} hat keine App-Befehle für Nachrichten. Die Moderation hat welche.`,
  reply: 'Antworten',
  copyText: 'Text kopieren',
  yesterday: (time) => `Gestern um ${time}`,
  spoiler: 'Spoiler, drücken zum Zeigen',
  makeSelection: 'Bitte auswählen',
  collapse: 'Einklappen',
  expand: (lines) => `Ausklappen (${count(lines, 'Zeile', 'Zeilen')})`,
  download: 'Herunterladen',
  downloadFile: (name) => `${name} herunterladen`,
  textOf: (name) => `Text von ${name}`,
  fileLost: 'Diese Datei kann nicht mehr gezeigt werden.',

  messageTo: (channel) => `Nachricht an #${channel}`,
  typeToAsk: (channel) => `Tipp /, um in #${channel} zu fragen`,
  cancelCommand: 'Befehl abbrechen',
  showCommands: 'Befehle zeigen',
  commands: 'Befehle',
  values: 'Werte',
  send: 'Senden',
  required: 'nötig',
  optional: 'Wahlfrei',
  optionalSettings: 'Wahlfreie Angaben',
  loadingOptions: 'Wird geladen …',
  noneFound: 'Nichts passt zu deiner Suche.',
  noCommandsYet:
    'Noch gibt es keine Befehle. Vielleicht startet der Bot noch; sie erscheinen hier, wenn er bereit ist.',
  nobodySpokenTo: (command) =>
    html`<strong>Noch nicht gesendet: Tribunal hört nur, was an es gerichtet ist.</strong> <code>${command}</code> lässt mehrere Antworten bewerten; eine Nachricht, die mit <code>@Tribunal</code> beginnt, bekommt eine Antwort. Dein Text bleibt stehen.`,
  askWith: (command) => `Mit ${command} fragen`,
  chatWith: 'Mit @Tribunal reden',
  replying: () => html`Antwort an <strong>Tribunal</strong>: Es weiß noch, was vorher gesagt wurde.`,
  chooseFile: 'Datei auswählen oder hier ablegen',
  submit: 'Absenden',
  noUploads: 'In der Spielwiese können keine Dateien hochgeladen werden.',
  unreachable: 'Die Spielwiese ist nicht erreichbar. Läuft sie noch?',
  fileUnreadable: 'Die Datei kann nicht gelesen werden. Wähl sie noch einmal aus.',
  unknownCommand: (command) => `Den Befehl ${command} gibt es hier nicht. Tipp /, um alle zu sehen.`,
};

function count(n: number, one: string, several: string): string {
  return `${n.toLocaleString('de')} ${n === 1 ? one : several}`;
}

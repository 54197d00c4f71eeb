import { CANDIDATES } from '../../../terms.ts';
import type { Words } from '../words.ts';
import { figure, plural } from './plural.ts';

const comparisons = (count: number) => plural(count, 'Vergleich', 'Vergleiche');

export const asking: Words['asking'] = {
  queued: 'In der Warteschlange',
  replies: (written, n) => `${written} von ${plural(n, 'Antwort', 'Antworten')}`,
  comparisonsOf: (judged, expected) => `${judged} von ${plural(expected, 'Vergleich', 'Vergleichen')}`,
  comparisonsSoFar: (judged) => `bisher ${comparisons(judged)}`,
  writing: (replies) => `Antworten entstehen: ${replies}`,
  writingAndJudging: (replies, compared) => `Antworten entstehen: ${replies} · Richter: ${compared}`,
  judging: (compared) => `Der Richter vergleicht: ${compared}`,
  modelsFailed: (count) =>
    `${plural(count, 'Modell', 'Modelle')} ${count === 1 ? 'konnte' : 'konnten'} nicht antworten; es geht mit den anderen weiter.`,
  judgeStarts: (deadline) =>
    `Der Richter wird gerade gestartet, das kann einige Minuten dauern. Mit ihm oder ohne ihn kommt die Antwort bis zum Ende der Frist (${deadline}).`,
  notJudgedYet: '**Noch nicht bewertet.** Eine der Antworten, ausgelost: Über die Wahl des Richters sagt sie nichts.',
  judgeStartsMeanwhile: (deadline) =>
    `Der Richter wird gerade gestartet, das kann einige Minuten dauern. Hat er bis zum Ende der Frist (${deadline}) nichts entschieden, bleibt diese Antwort, unbewertet.`,
  judgeSilentMeanwhile: (deadline) =>
    `Der Richter hat noch nicht geantwortet. Hat er bis zum Ende der Frist (${deadline}) nichts entschieden, bleibt diese Antwort, unbewertet.`,

  noAnswer: (why) => `**Diesmal keine Antwort.** ${why}`,
  notShown: (why) => `**Das lässt sich hier nicht zeigen.** ${why}`,
  filesLeftOut: 'Die Dateien fehlen: Sie sind zu groß, oder mir fehlt hier die Berechtigung **Dateien anhängen**.',
  questionInFile: 'Die ganze Frage steht unten in der Datei.',
  othersWords: 'In den Worten eines anderen Mitglieds, noch einmal gefragt von der Person, die den Knopf gedrückt hat.',
  fromMessage: 'Aus der Nachricht eines anderen Mitglieds, vielleicht von der fragenden Person geändert.',
  alsoRead: (followUp, file, pictures) =>
    [
      followUp ? 'Geht von einer früheren Antwort aus.' : '',
      file === null ? '' : `Mit der Datei \`${file}\`.`,
      pictures === 0 ? '' : pictures === 1 ? 'Mit einem Bild.' : `Mit ${pictures} Bildern.`,
    ]
      .filter(Boolean)
      .join(' '),
  picturesLeftOut: (blind) =>
    blind === null
      ? 'Bilder fehlen: Hier werden Texte geprüft, bevor jemand sie sieht, und Bilder lassen sich nicht prüfen.'
      : `Bilder fehlen, weil hier nicht jedes Modell sehen kann. Nicht sehen kann: \`${blind}\`.`,
  tryAgain: 'Noch einmal versuchen',
  failures: {
    'no-candidate':
      'Keines der Modelle konnte eine Antwort schreiben. Versuch es bitte in einer Minute noch einmal; wenn es so bleibt, sag einem Moderator Bescheid.',
    'no-candidate-in-time':
      'Kein Modell ist rechtzeitig fertig geworden. Versuch es bitte noch einmal, vielleicht mit einer kürzeren Frage.',
    content:
      'Diese Frage passt nicht zu den Regeln, die der Betreiber dieses Bots gesetzt hat. Wenn du das für einen Irrtum hältst, formuliere sie bitte um oder sprich mit einem Moderator.',
    'content-unchecked':
      'Deine Frage konnte nicht gegen die Regeln dieses Bots geprüft werden und wurde darum nicht beantwortet. Versuch es bitte in einer Minute noch einmal.',
    'over-budget':
      'Das Budget dieser Frage war aufgebraucht, bevor eine Antwort geschrieben war. Versuch es bitte noch einmal, vielleicht mit einer kürzeren Frage oder weniger `antworten`.',
    unseen:
      'Discord hat unsere Antwort nicht angenommen, darum wurde die Frage nicht bearbeitet. Bitte frag noch einmal.',
    automod:
      'Ein Filter hat die Nachricht nicht durchgelassen: AutoMod auf diesem Server oder der von Discord selbst. Ein Moderator kann meine Rolle in den AutoMod-Einstellungen des Servers ausnehmen. Oder frag mit anderen Worten.',
    'no-permission':
      'Mir fehlt in diesem Kanal oder Thread eine Berechtigung. Ein Moderator muss mir **Kanal ansehen**, **Nachrichten senden** (in Threads **Nachrichten in Threads senden**), **Dateien anhängen** und **Nachrichtenverlauf anzeigen** erlauben, und ein geschlossener Thread muss entsperrt werden. Dann frag bitte noch einmal.',
    'not-accepted':
      'Discord hat die Nachricht nicht angenommen. Bitte frag noch einmal; wenn es so bleibt, sag einem Moderator Bescheid, der dem Betreiber des Bots Bescheid sagen kann.',
    internal: 'Beim Beantworten ist bei uns etwas schiefgegangen. Bitte frag noch einmal.',
  },
  deleted: 'Diese Frage und ihre Antworten wurden gelöscht.',
  emptied: 'Dieser Text wird nicht mehr aufbewahrt.',
  gone: 'Diese Frage gibt es nicht mehr. Bitte stell sie noch einmal mit `/frage`.',
  askedAgain: 'Diese Frage wurde schon noch einmal gestellt. Die Antwort steht weiter unten.',

  typedInFile: 'Was du getippt hast, steht in der Datei; es ist nichts verloren.',
  typedFile: 'deine-frage.txt',
  attachAgain: (name) =>
    `\`${name}\` habe ich nicht behalten: Bitte häng die Datei wieder an, wenn du noch einmal fragst.`,
  emptyPrompt: 'Die Frage ist leer. Schreib sie hinter `frage:`.',
  longPrompt: (length, most) =>
    `Die Frage hat ${figure(length)} Zeichen, und mehr als ${figure(most)} kann ich nicht annehmen. Bitte kürze sie.`,
  wrongCandidates: (n) =>
    `\`antworten\` muss eine ganze Zahl von ${CANDIDATES.least} bis ${CANDIDATES.most} sein, nicht ${n}.`,
  wrongEffort: '`gründlichkeit` muss quick, standard oder deep sein.',
  wrongVoting: '`abstimmung` muss duel, open oder ballot sein.',
  wrongDays: (most, days) => `\`tage\` muss eine ganze Zahl von 1 bis ${most} sein, nicht ${days}.`,
  fileTooLarge: (name, most) =>
    `\`${name}\` ist zu groß: Mehr als ${figure(most)} Zeichen Text kann ich nicht annehmen.`,
  fileUnread: (name) => `Ich konnte \`${name}\` nicht von Discord lesen. Bitte häng die Datei noch einmal an.`,
  fileNoText: (name) => `\`${name}\` ist keine Textdatei. Ich kann nur reinen Text in UTF-8 oder UTF-16 lesen.`,
  picture: {
    large: (name) => `\`${name}\` ist zu groß: Ein Bild darf bis zu 3,5 MB haben. Schick ein kleineres.`,
    unread: (name) => `Ich konnte \`${name}\` nicht von Discord lesen. Bitte häng das Bild noch einmal an.`,
    'no-picture': (name) => `\`${name}\` ist kein Bild, das ich annehmen kann: PNG, JPEG, WebP oder GIF.`,
    wide: (name) => `\`${name}\` ist zu groß: Ein Bild darf bis zu 8000 Pixel je Seite haben. Schick ein kleineres.`,
  },
  fileEmpty: (name) => `In \`${name}\` steht nichts. Bitte häng die Datei noch einmal an, oder lass sie weg.`,
  fileTooLong: (name, length, most) =>
    `\`${name}\` hat ${figure(length)} Zeichen, und mehr als ${figure(most)} kann ich nicht annehmen. Bitte kürze den Text.`,
  stillVoting:
    'Über diese Antwort wird noch abgestimmt, und eine Anschlussfrage würde die Wahl des Richters verraten. Bitte versuch es wieder, wenn die Abstimmung zu Ende ist.',
  stillAnswering:
    'An deiner letzten Frage hier arbeite ich noch. Bitte frag noch einmal, wenn ihre Antwort da ist, oder ohne `weiterfragen`: Dann beantworte ich die Frage für sich.',

  chatNote: (model) =>
    `Eine einzelne Antwort, unbewertet${model === null ? '' : `, von ${model}`}. Antworte auf diese Nachricht, um weiterzureden.`,
  judgeThis: 'Bewerten lassen',
  notRead: (names) => `Nicht gelesen: \`${names}\`. Ich kann Text lesen, und Bilder, wo alle Modelle sehen können.`,
  unreadThings: {
    quoted: 'die Nachricht, auf die du geantwortet hast',
    cut: 'der Rest der Nachricht, auf die du geantwortet hast',
    voting: 'die Antwort, über die noch abgestimmt wird',
  },
  chatUnpinged:
    'Eine Antwort, die mich nicht anpingt, kann ich nicht lesen. Bitte schreib sie noch einmal, mit meinem Namen darin oder mit **@ AN**.',
  chatRole:
    'Eine Nachricht, die nur meine Rolle erwähnt, kann ich nicht lesen. Bitte schreib sie noch einmal, und wähle meinen Namen, wo Discord beides anbietet.',
  notYet: 'An dieser Antwort arbeite ich noch. Bitte antworte darauf, wenn sie da ist.',
  noAnswerYet:
    'Hier gibt es keine Antwort, auf die etwas folgen könnte: Die Frage ist gescheitert. **Noch einmal versuchen** darunter stellt sie erneut.',
  chatEmpty:
    'Ja? Schreib deine Frage hinter meinen Namen, oder benutz `/frage`, um mehrere Antworten bewerten zu lassen.',
  chatLong: (length, most) =>
    `Das sind ${figure(length)} Zeichen, und mehr als ${figure(most)} kann ich nicht annehmen. Bitte kürze den Text.`,

  chatRefused: 'Das kann ich gerade nicht beantworten. Tipp `/frage`, dann sage ich nur dir, warum.',

  formTitle: 'Das Tribunal fragen',
  formLabel: 'Deine Frage',
  formNote: 'Aus der Nachricht; ändere sie, wie du willst. Du fragst, aber die Worte sind nicht deine.',
  formCut: (most, length) =>
    `Die ersten ${figure(most)} von ${figure(length)} Zeichen. Du fragst, aber die Worte sind nicht deine.`,
  formNotRead: (names) => `Nicht gelesen: ${names}. Du fragst, aber die Worte sind nicht deine.`,
  formOwn:
    'In dieser Nachricht von mir steht keine Frage und keine Antwort, nach der ich fragen könnte. Benutz `/frage` und schreib sie selbst.',
  formOnly: (names) =>
    `Ich kann nur Text lesen, und in dieser Nachricht steht keiner, den ich als Frage verwenden könnte. Nicht gelesen: \`${names}\`. Benutz \`/frage\` und schreib sie selbst.`,
  formEmpty: 'Die Frage ist leer. Bitte öffne das Formular noch einmal und schreib sie hinein.',
  formNoText:
    'In dieser Nachricht steht kein Text, den ich als Frage verwenden könnte. Benutz `/frage` und schreib sie selbst.',

  wentWrong: 'Bei uns ist etwas schiefgegangen. Bitte versuch es in einer Minute noch einmal.',
  unknownButton: 'Diesen Knopf kenne ich nicht. Die Nachricht ist vielleicht zu alt; bitte frag noch einmal.',
  onlyOnServers: 'Das geht nur auf einem Server, auf dem ich bin. In Direktnachrichten gibt es `/datenschutz`.',
  onlyFor: (who) =>
    who === 'managers'
      ? 'Das dürfen nur Mitglieder, die den Server verwalten: Es braucht die Berechtigung **Server verwalten**.'
      : 'Das dürfen nur Moderatoren: Es braucht die Berechtigung **Nachrichten verwalten**.',
};

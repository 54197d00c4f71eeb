import type { Words } from '../words.ts';

export const help: Words['help'] = {
  title:
    'Tribunal schreibt mehrere Antworten, und ein Richter vergleicht sie paarweise und wählt die beste. Du stimmst ab, ohne zu wissen, welche es ist.',
  roles: { member: 'Was du tun kannst', moderator: 'Als Moderator', manager: 'Wenn du diesen Server verwaltest' },
  lines: {
    ask: 'mehrere Antworten, bewertet; stimm blind über zwei davon ab, oder über alle mit `abstimmung: ballot`',
    agreement: 'wie oft ihr und der Richter euch einig seid',
    leaderboard: 'wessen Antworten ihr vorzieht',
    'my-votes': 'wie du abstimmst, nur für dich',
    quota: 'was du heute noch fragen darfst',
    privacy: 'ansehen, herunterladen oder löschen, was von dir gespeichert ist',
    help: 'das hier',
    'Ask the tribunal': 'im Menü einer Nachricht (Rechtsklick, Apps): ihren Text als Frage stellen',
    'Close voting':
      'im Menü der Antwort auf deine Frage: die Abstimmung jetzt beenden; Moderatoren können jede beenden',
    reasoning: 'wie der Richter die Antworten verglichen hat',
    'Judge’s reasoning': 'dasselbe, im Menü einer Antwort',
    disagreements: 'wo Leute und Richter auseinandergehen, mit den Gründen beider',
    reports: 'Antworten, die jemand gemeldet hat',
    block: 'ein Mitglied hier vom Fragen und Abstimmen ausschließen',
    setup: 'die ersten drei Schritte, und welche Berechtigungen mir fehlen',
    settings: 'wer wo fragen darf, Modelle, Richter, Abstimmung, Grenzen',
    export: 'die Zahlen der Abstimmungen dieses Servers als Datei',
  },
  wordsTitle: 'Wörter',
  words: [
    '**Richter**: ein Sprachmodell, etwa ein Reward Reasoning Model (RRM), das nachdenkt, bevor es sagt, welche von zwei Antworten besser ist',
    '**Wahl**: die Antwort, die der Richter gewählt hat',
    '**duel**: Abstimmung über zwei Antworten, die Wahl und eine andere, als A und B',
    '**ballot**: Abstimmung über alle Antworten. **open**: Abstimmung, bei der man die Wahl sieht, also nicht blind',
  ],
  guide: (url) => `Mehr steht in [der Anleitung](${url}).`,
  outside: {
    title: 'Tribunal schreibt mehrere Antworten und lässt einen denkenden Richter die beste wählen.',
    you: 'Was du hier tun kannst',
    ask: 'mehrere Antworten, bewertet; du bekommst die, die der Richter wählt',
    'my-votes': 'wie du auf Servern abstimmst, nur für dich',
    note: 'Hier stimmt niemand ab, und was du hier fragst, steht in keiner Statistik und keinem Forschungsdatensatz.',
  },
  note: 'Erwähn mich oder antworte mir, und ich antworte einmal. **Melden** unter einer Antwort erreicht die Moderatoren.',
};

import type { Words } from '../words.ts';
import { plural } from './plural.ts';

const list = new Intl.ListFormat('de');

export const setup: Words['setup'] = {
  hello: 'Hallo! Ich bin Tribunal.',
  whatIDo:
    'Fragt mich mit `/frage`: Ich schreibe mehrere Antworten und lasse einen denkenden Richter die beste wählen. Ihr stimmt ab, ohne zu wissen, welche es ist.',
  threeSteps: 'Wenn du diesen Server verwaltest: drei Schritte, und ich bin bereit.',
  setUp: 'Einrichten',
  title: 'Tribunal auf diesem Server einrichten',
  intro: 'Jede Wahl ist sofort gespeichert. Alles andere steht unter `/einstellungen`.',
  askStep: 'Schritt 1: Wo darf gefragt werden?',
  askNote: 'Nichts gewählt: überall. Threads gehören zu ihrem Kanal.',
  everywhere: 'Überall',
  reportStep: 'Schritt 2: Wohin gehen Meldungen?',
  reportNote: 'Unter jeder Antwort können Mitglieder **Melden** drücken. Wähl einen Kanal, den nur Moderatoren sehen.',
  nowhere: 'Nirgendwohin: /meldungen zeigt sie',
  tryStep: 'Schritt 3: Probier es aus',
  tryNote: 'Alle in diesem Kanal sehen die Frage und die Antworten und können abstimmen.',
  notHere: (channel) =>
    `In diesem Kanal werden keine Fragen angenommen. Geh nach ${channel} und tipp \`/frage\`, oder wähl oben auch diesen Kanal.`,
  firstQuestion: 'Warum ist der Himmel blau?',
  askIt: (question) => `„${question}“ fragen`,
  again: 'Noch einmal nachsehen',
  unknownRights: '⚠️ Discord sagt mir gerade nicht, was ich dort darf. Drück in einer Minute **Noch einmal nachsehen**.',
  allRights: (channels) => `✅ In ${channels} habe ich jede Berechtigung, die ich brauche.`,
  invisible: (channel) =>
    `⚠️ Ich kann ${channel} nicht sehen. Öffne **Kanal bearbeiten → Berechtigungen**, füg mich hinzu und erlaube **Kanal anzeigen**, **Nachrichten senden**, **Nachrichten in Threads senden**, **Dateien anhängen** und **Nachrichtenverlauf anzeigen**.`,
  lacking: (channel, names) =>
    `⚠️ In ${channel} ${names.length > 1 ? 'fehlen' : 'fehlt'} mir ${list.format(names.map((name) => `**${name}**`))}. Öffne **Kanal bearbeiten → Berechtigungen**, füg mich hinzu und erlaube ${['das', 'beides'][names.length - 1] ?? 'das alles'}.`,
  moreChannels: (count) => `… und ${plural(count, 'weiterer Kanal', 'weitere Kanäle')}.`,
  thenAgain: 'Drück dann **Noch einmal nachsehen**.',
  rights: {
    'View Channel': 'Kanal anzeigen',
    'Send Messages': 'Nachrichten senden',
    'Send Messages in Threads': 'Nachrichten in Threads senden',
    'Attach Files': 'Dateien anhängen',
    'Read Message History': 'Nachrichtenverlauf anzeigen',
    'Create Public Threads': 'Öffentliche Threads erstellen',
  },
};

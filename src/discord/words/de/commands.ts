import { CANDIDATES } from '../../../terms.ts';
import type { Words } from '../words.ts';

export const commands: Words['commands'] = {
  ask: {
    name: 'frage',
    description: 'Mehrere Antworten bekommen, einen Richter die beste wählen lassen und darüber abstimmen',
    options: {
      prompt: { name: 'frage', description: 'Deine Frage' },
      candidates: {
        name: 'antworten',
        description: `Wie viele Antworten geschrieben werden, bevor eine gewählt wird (${CANDIDATES.least}–${CANDIDATES.most})`,
      },
      effort: { name: 'gründlichkeit', description: 'Wie lange der Richter nachdenken darf' },
      voting: {
        name: 'abstimmung',
        description: 'duel: zwei Antworten, blind · open: gleich die Wahl des Richters · ballot: unter allen wählen',
      },
      private: { name: 'privat', description: 'Die Antwort nur dir zeigen; niemand stimmt darüber ab' },
      follow_up: { name: 'weiterfragen', description: 'An deine letzte Frage in diesem Kanal anknüpfen' },
      file: { name: 'datei', description: 'Eine Textdatei oder ein Bild, um die es in der Frage geht' },
    },
    choices: {
      quick: 'quick – schnell',
      standard: 'standard – normal',
      deep: 'deep – gründlich',
      duel: 'duel – zwei Antworten, blind abstimmen',
      open: 'open – gleich die Wahl des Richters sehen',
      ballot: 'ballot – alle Antworten, blind die beste wählen',
    },
  },
  agreement: {
    name: 'übereinstimmung',
    description: 'Wie oft dieser Server und der Richter sich einig sind',
    options: {
      days: { name: 'tage', description: 'Wie viele Tage zurück; ohne Angabe von Anfang an' },
      judge: { name: 'richter', description: 'Nur was dieser Richter gewählt hat; ohne Angabe alle Richter' },
    },
  },
  leaderboard: {
    name: 'rangliste',
    description: 'Wessen Antworten dieser Server vorzieht, neben dem Richter',
    options: { days: { name: 'tage', description: 'Wie viele Tage zurück; ohne Angabe 90' } },
  },
  'my-votes': {
    name: 'meine-stimmen',
    description: 'Wie oft du mit dem Richter und den anderen stimmst, und welche Modelle du magst; nur für dich',
  },
  reasoning: {
    name: 'begründung',
    description: 'Lesen, wie der Richter die Antworten auf eine Frage verglichen hat',
    options: { ask: { name: 'frage', description: 'Welche Frage; tipp einige ihrer Wörter' } },
  },
  disagreements: {
    name: 'abweichungen',
    description: 'Die Fragen lesen, bei denen Leute und Richter auseinandergehen, mit den Gründen beider',
    options: {
      days: { name: 'tage', description: 'Wie viele Tage zurück; ohne Angabe 30' },
      judge: { name: 'richter', description: 'Nur was dieser Richter gewählt hat; ohne Angabe alle Richter' },
    },
  },
  export: {
    name: 'exportieren',
    description: 'Die Zahlen der Abstimmungen dieses Servers als Datei herunterladen',
    options: {
      format: { name: 'format', description: 'CSV für eine Tabelle, JSON für ein Programm; ohne Angabe CSV' },
      days: { name: 'tage', description: 'Wie viele Tage zurück, heute mitgezählt; ohne Angabe 90' },
    },
  },
  privacy: {
    name: 'datenschutz',
    description: 'Ansehen, exportieren oder löschen, was von dir gespeichert ist; über Forschung entscheiden',
  },
  reports: { name: 'meldungen', description: 'Gemeldete Antworten, die noch niemand angesehen hat' },
  block: {
    name: 'sperren',
    description: 'Ein Mitglied auf diesem Server vom Fragen und Abstimmen ausschließen oder es wieder zulassen',
    options: {
      member: { name: 'mitglied', description: 'Wen' },
      undo: { name: 'aufheben', description: 'Fragen und Abstimmen wieder erlauben' },
    },
  },
  setup: {
    name: 'einrichten',
    description: 'Die ersten drei Schritte: wo gefragt wird, wohin Meldungen gehen, und eine erste Frage',
  },
  settings: {
    name: 'einstellungen',
    description: 'Wer wo fragen darf, wie bewertet und abgestimmt wird und was es kosten darf',
  },
  quota: { name: 'kontingent', description: 'Was du heute noch fragen darfst' },
  help: { name: 'hilfe', description: 'Was du hier tun kannst' },
  'Ask the tribunal': { name: 'Das Tribunal fragen' },
  'Judge’s reasoning': { name: 'Begründung des Richters' },
  'Close voting': { name: 'Abstimmung beenden' },
};

import type { Words } from '../words.ts';
import { figure, plural } from './plural.ts';

const reached = {
  user: 'Du hast',
  server: 'Dieser Server hat',
  outside: 'Alle, die außerhalb von Servern fragen, haben zusammen',
  bot: 'Ich habe',
};
const forWhom = {
  user: 'für dich',
  server: 'für diesen Server',
  outside: 'für alle außerhalb von Servern zusammen',
  bot: 'für mich',
};

export const limits: Words['limits'] = {
  amount: (measure, amount) => {
    if (measure === 'asks') return plural(amount, 'Frage', 'Fragen');
    return measure === 'tokens' ? plural(amount, 'Token', 'Tokens') : `${amount.toFixed(2).replace('.', ',')} $`;
  },
  figure: (measure, amount) => (measure === 'usd' ? `${amount.toFixed(2).replace('.', ',')} $` : figure(amount)),
  stopped: 'Die Verwaltung dieses Servers hat Fragen vorübergehend angehalten. Bitte versuch es später noch einmal.',
  closed: (why) => `Dieser Bot nimmt gerade keine Fragen an. ${why || 'Bitte versuch es später noch einmal.'}`,
  blocked:
    'Die Moderatoren dieses Servers haben dich hier vom Fragen und Abstimmen ausgeschlossen. Wenn du das für einen Irrtum hältst, sprich bitte mit ihnen.',
  channel: (channels) => `In diesem Kanal werden keine Fragen angenommen. Frag bitte in ${channels}.`,
  role: (roles) => `Auf diesem Server sind Fragen für Mitglieder mit einer dieser Rollen: ${roles}.`,
  again: (when) => `Die Zählung beginnt um Mitternacht UTC von vorn (${when}).`,
  setAside: (amount, one) =>
    `${amount} davon ${one ? 'ist' : 'sind'} für Fragen reserviert, die noch beantwortet werden; was sie nicht brauchen, wird in einigen Minuten wieder frei.`,
  reached: (scope, limit) => `${reached[scope]} die Grenze von **${limit} am Tag** erreicht.`,
  wouldPass: (scope, wanted, left, limit) =>
    `Diese Frage könnte bis zu ${wanted} brauchen, und das ist mehr, als heute übrig ist: **${left}** von ${limit}, die es ${forWhom[scope]} am Tag gibt.`,
  atOnce: (scope, running, most) =>
    `${plural(running, 'Frage', 'Fragen')} ${scope === 'user' ? 'von dir' : 'dieses Servers'} ${running === 1 ? 'ist' : 'sind'} noch nicht beantwortet, und gleichzeitig geht höchstens **${most}**. Sobald eine beantwortet ist, kannst du wieder fragen.`,
  takeFewer: 'Weniger `antworten` brauchen weniger.',

  title: 'Was heute noch übrig ist',
  you: 'Du',
  server: 'Dieser Server',
  names: { asks: 'Fragen', tokens: 'Token', usd: 'US-Dollar' },
  noLimit: (name, spent, held) => `${name}: **${spent}** verbraucht${held}; keine Grenze`,
  spent: (name, spent, most, held) => `${name}: **${spent} von ${most}** verbraucht${held}`,
  held: (amount) => `, ${amount} reserviert, bis die Antwort da ist`,
  note: 'Dollar zählen nur Modelle, deren Preis bekannt ist.',
};

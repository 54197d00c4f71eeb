import type { BillingServer } from './billing-server.ts';
import type { Case } from './money.ts';

/** Each way in which an attacker or a fault costs money, for the comparison of billed and booked tokens. */
export const moneyCases: Readonly<Record<string, { case: Case; server?: (server: BillingServer) => void }>> = {
  'nothing is wrong': { case: { n: 4 } },
  'whole answers inside <think>': {
    case: { n: 8 },
    server: (server) => {
      server.next = (asked) => (asked === 'candidate' ? 'all of it inside <think>' : 'none');
    },
  },
  'slow answers, a short deadline': {
    case: { n: 8, deadlineSeconds: 1 },
    server: (server) => {
      server.words.reply = 4000;
      server.next = () => 'slow';
    },
  },
  'replies that are refused': {
    case: { n: 4 },
    server: (server) => {
      server.next = (asked) => (asked === 'candidate' ? 'refused' : 'none');
    },
  },
  'replies that are cut in the middle': {
    case: { n: 4 },
    server: (server) => {
      server.next = (asked) => (asked === 'candidate' ? 'cut in the middle' : 'none');
    },
  },
  'replies that the content check refuses': {
    case: { n: 4, checked: true },
    server: (server) => {
      let checks = 0;
      server.next = (asked) => {
        // The first check is of the question, which passes.
        if (asked === 'check') server.safe = checks++ === 0;
        return 'none';
      };
    },
  },
  'a question that the content check refuses': {
    case: { n: 4, checked: true },
    server: (server) => {
      server.safe = false;
    },
  },
  'every request fails once with 500': {
    case: { n: 4 },
    server: (server) => {
      server.next = () => 'a 500, then well';
    },
  },
  'every request meets a model that is being loaded': {
    case: { n: 4 },
    server: (server) => {
      server.next = () => 'a 503, then well';
    },
  },
  'a judge that never comes to an end, quick': {
    case: { n: 4, effort: 'quick', tournament: 'knockout' },
    server: (server) => {
      server.next = (asked) => (asked === 'judge' ? 'never comes to an end' : 'none');
    },
  },
  'a judge that never comes to an end, deep': {
    case: { n: 4, effort: 'deep', tournament: 'knockout:both' },
    server: (server) => {
      server.next = (asked) => (asked === 'judge' ? 'never comes to an end' : 'none');
    },
  },
  'comparisons that are cut off at the deadline': {
    case: { n: 4, deadlineSeconds: 1 },
    server: (server) => {
      server.words.thought = 4000;
      server.next = (asked) => (asked === 'judge' ? 'slow' : 'none');
    },
  },
  'a server that does not count': {
    case: { n: 4 },
    server: (server) => {
      server.next = () => 'does not count';
    },
  },
  'a server that counts below zero': {
    case: { n: 4 },
    server: (server) => {
      server.next = () => 'counts below zero';
    },
  },
  'a server that counts to no number': {
    case: { n: 4 },
    server: (server) => {
      server.next = () => 'counts to no number';
    },
  },
  'workers that end in the middle': { case: { n: 6, workersEndAfter: [2, 3, 5] } },
  'workers that are killed in the middle': {
    case: { n: 6, workersEndAfter: [3, 4, 6], killed: true },
    server: (server) => {
      server.slowMs = 5;
      server.next = () => 'slow';
    },
  },
};

/** What Discord's rules say about such data. The command prints it, and every dataset card holds it. */
export const policy = [
  'Discord’s Developer Policy forbids training machine-learning models, language models included, on message content obtained through its APIs unless Discord has expressly permitted it; selling, licensing or commercialising API data and identifying people again are forbidden in any case.',
  'Its Developer Terms count everything that comes through the API as API data, and allow sharing it only with service providers, where law demands it, or when the person has expressly directed it. This export holds single rows only of people who opted in; they may withdraw at any time. Ask the operator for its keep-list, by the export’s id, before every use and every month, and delete all rows that it does not name.',
  'Read them at https://support-dev.discord.com/hc/articles/8563934450327 (policy) and https://support-dev.discord.com/hc/articles/8562894815383 (terms).',
] as const;

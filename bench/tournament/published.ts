/** Figures of the first version, to beat: regret and mean calls, 10,000 asks a cell. */
export interface Published {
  n: number;
  scenario: string;
  /** By rule: regret, calls. */
  figures: Readonly<Record<string, readonly [number, number]>>;
  noiseless: number;
}

const row = (n: number, scenario: string, noiseless: number, ...figures: [string, number, number][]): Published => ({
  n,
  scenario,
  noiseless,
  figures: Object.fromEntries(figures.map(([rule, regret, calls]) => [rule, [regret, calls]])),
});

const rules = ['knockout', 'knockout:both', 'elo', 'both-orders', 'adaptive 0.02', 'adaptive 0.01', 'adaptive 0.002'];
const full = (n: number, scenario: string, noiseless: number, ...pairs: [number, number][]) =>
  row(
    n,
    scenario,
    noiseless,
    ...pairs.map(([regret, calls], i): [string, number, number] => [rules[i]!, regret, calls]),
  );

export const published: readonly Published[] = [
  full(
    4,
    'base',
    0.083,
    [0.248, 3.1],
    [0.178, 6.9],
    [0.242, 6.2],
    [0.174, 12.4],
    [0.197, 5.5],
    [0.171, 7],
    [0.143, 10.4],
  ),
  full(
    4,
    'noisy',
    0.034,
    [0.32, 3.1],
    [0.197, 7.2],
    [0.321, 6.2],
    [0.208, 12.4],
    [0.248, 5.7],
    [0.195, 7.4],
    [0.139, 11.6],
  ),
  full(
    4,
    'first-slot',
    0.083,
    [0.287, 3.1],
    [0.205, 7.2],
    [0.284, 6.2],
    [0.19, 12.4],
    [0.21, 5.9],
    [0.172, 7.5],
    [0.142, 11.3],
  ),
  full(
    8,
    'base',
    0.064,
    [0.307, 7.2],
    [0.232, 16.2],
    [0.242, 28.9],
    [0.162, 57.7],
    [0.251, 12.5],
    [0.207, 14.6],
    [0.16, 21.7],
  ),
  full(
    8,
    'noisy',
    0.024,
    [0.414, 7.2],
    [0.265, 17],
    [0.332, 28.9],
    [0.204, 57.7],
    [0.32, 13],
    [0.264, 15.4],
    [0.186, 23.9],
  ),
  full(
    8,
    'intransitive',
    0.114,
    [0.371, 7.2],
    [0.303, 16.1],
    [0.293, 28.9],
    [0.212, 57.7],
    [0.3, 12.7],
    [0.27, 14.8],
    [0.214, 22.6],
  ),
  full(
    8,
    'first-slot',
    0.064,
    [0.371, 7.2],
    [0.274, 16.8],
    [0.287, 28.9],
    [0.174, 57.7],
    [0.263, 13.2],
    [0.221, 15.7],
    [0.167, 23.8],
  ),
  row(
    2,
    'noisy',
    0.035,
    ['knockout', 0.183, 1],
    ['knockout:both', 0.119, 2.4],
    ['both-orders', 0.18, 2.1],
    ['adaptive 0.02', 0.11, 2.8],
    ['adaptive 0.01', 0.106, 3],
    ['adaptive 0.002', 0.091, 4.4],
  ),
  full(
    16,
    'base',
    0.043,
    [0.366, 15.4],
    [0.271, 34.6],
    [0.212, 123.6],
    [0.146, 247.2],
    [0.276, 25.6],
    [0.243, 29.1],
    [0.176, 39.4],
  ),
  full(
    16,
    'noisy',
    0.015,
    [0.469, 15.5],
    [0.299, 36.4],
    [0.294, 123.7],
    [0.178, 247.2],
    [0.335, 26.7],
    [0.297, 30.7],
    [0.209, 42.5],
  ),
];

import type { Point } from './call-shares.ts';

const [WIDTH, HEIGHT, LEFT, BOTTOM] = [640, 400, 60, 50];
/** The worst and best regret, and the fewest and most calls, that the picture has room for. */
const [WORST, BEST, FEWEST, MOST] = [0.36, 0.12, 5, 80];

const x = (calls: number) => LEFT + ((WIDTH - LEFT - 20) * Math.log(calls / FEWEST)) / Math.log(MOST / FEWEST);
const y = (regret: number) => 20 + ((HEIGHT - BOTTOM - 20) * (WORST - regret)) / (WORST - BEST);
const text = (at: number, down: number, words: string, more = '') =>
  `<text x="${at}" y="${down}" ${more}>${words}</text>`;

/**
 * Regret against calls as an SVG: the adaptive tournament as a line over its prices, the other rules as dots.
 */
export function drawFrontier(adaptive: readonly Point[], others: readonly Point[]): string {
  const line = [...adaptive].sort((a, b) => a.calls - b.calls).filter(({ regret }) => regret < WORST);
  const ticksX = [5, 10, 20, 40, 80].map(
    (calls) =>
      `<path d="M${x(calls)} 20V${HEIGHT - BOTTOM}" stroke="#8884"/>${text(x(calls), HEIGHT - BOTTOM + 18, String(calls), 'text-anchor="middle"')}`,
  );
  const ticksY = [0.15, 0.2, 0.25, 0.3, 0.35].map(
    (regret) =>
      `<path d="M${LEFT} ${y(regret)}H${WIDTH - 20}" stroke="#8884"/>${text(LEFT - 8, y(regret) + 4, regret.toFixed(2), 'text-anchor="end"')}`,
  );
  const curve = `<polyline fill="none" stroke="#5865f2" stroke-width="2.5" points="${line
    .map(({ calls, regret }) => `${x(calls).toFixed(1)},${y(regret).toFixed(1)}`)
    .join(' ')}"/>`;
  const dots = line.map(({ calls, regret }) => `<circle cx="${x(calls)}" cy="${y(regret)}" r="4" fill="#5865f2"/>`);
  const rivals = others.map(
    ({ rule, calls, regret }) =>
      `<circle cx="${x(calls)}" cy="${y(regret)}" r="5" fill="#d9822b"/>${text(x(calls), y(regret) - 10, rule, 'text-anchor="middle" fill="#d9822b"')}`,
  );
  const last = line.at(-1);
  const words = [
    last ? text(x(last.calls) + 10, y(last.regret) + 4, 'adaptive', 'fill="#5865f2" font-weight="bold"') : '',
    text((WIDTH + LEFT) / 2, HEIGHT - 8, 'judge calls an ask (n = 8, like RRM-7B)', 'text-anchor="middle"'),
    text(14, HEIGHT / 2, 'regret', `text-anchor="middle" transform="rotate(-90 14 ${HEIGHT / 2})"`),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="13" fill="#888" role="img" aria-label="Regret against calls, n = 8, like RRM-7B">${[...ticksX, ...ticksY, curve, ...dots, ...rivals, ...words].join('')}</svg>\n`;
}

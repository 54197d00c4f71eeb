import type { Curve } from './confidence.ts';

const SIZE = 400;
const COLOURS = ['#5865f2', '#d9822b', '#2e9e6b', '#c0392b', '#8e44ad', '#16a0a0', '#888888', '#b59b00'];
/** A point that rests on fewer asks says nothing. */
const FEWEST = 50;

const at = (share: number) => 60 + SIZE * share;
const down = (share: number) => 20 + SIZE * (1 - share);

/** How often the pick was the best against the stated chance, as an SVG with a line a curve. */
export function drawReliability(curves: readonly Curve[]): string {
  const grid = [0, 0.2, 0.4, 0.6, 0.8, 1].map(
    (share) =>
      `<path d="M${at(share)} 20V${20 + SIZE}M60 ${down(share)}H${60 + SIZE}" stroke="#8883"/><text x="${at(share)}" y="${38 + SIZE}" text-anchor="middle">${share}</text><text x="52" y="${down(share) + 4}" text-anchor="end">${share}</text>`,
  );
  const drawn = curves.map(({ name, bins }, i) => {
    const colour = COLOURS[i % COLOURS.length];
    const points = bins
      .filter(({ asks }) => asks >= FEWEST)
      .map((bin) => [at(bin.stated).toFixed(1), down(bin.true).toFixed(1)]);
    const dots = points.map(([x, y]) => `<circle cx="${x}" cy="${y}" r="3" fill="${colour}"/>`);
    return `<polyline points="${points.map((point) => point.join(',')).join(' ')}" fill="none" stroke="${colour}" stroke-width="1.8"/>${dots.join('')}<text x="${90 + SIZE}" y="${40 + 22 * i}" fill="${colour}">${name}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${270 + SIZE} ${70 + SIZE}" font-family="sans-serif" font-size="13" fill="#888" role="img" aria-label="How often the pick was the best, against the probability that was stated">${grid.join('')}<path d="M${at(0)} ${down(0)}L${at(1)} ${down(1)}" stroke="#888" stroke-dasharray="5 4"/>${drawn.join('')}<text x="${at(0.5)}" y="${60 + SIZE}" text-anchor="middle">stated probability that the pick is the best</text><text x="16" y="${down(0.5)}" text-anchor="middle" transform="rotate(-90 16 ${down(0.5)})">how often it was</text></svg>\n`;
}

import { fileURLToPath } from 'node:url';
import { Resvg } from '@resvg/resvg-js';
import { FONT } from './palette.ts';

// resvg reads no woff, and silently drops text in a font that it lacks. So the font is a dependency, as ttf.
const fontFiles = ['400Regular/Inter_400Regular', '600SemiBold/Inter_600SemiBold', '700Bold/Inter_700Bold'].map(
  (name) => fileURLToPath(import.meta.resolve(`@expo-google-fonts/inter/${name}.ttf`)),
);

/**
 * Renders SVG as PNG at twice its size, for high-density screens. It makes the process grow, so call it in a
 * child process only.
 */
export function rasterise(svg: string): Uint8Array {
  const options = { font: { fontFiles, loadSystemFonts: false, defaultFontFamily: FONT } };
  // As bytes: then nothing depends on how resvg is handed a string.
  return new Resvg(Buffer.from(svg), { ...options, fitTo: { mode: 'zoom', value: 2 } }).render().asPng();
}

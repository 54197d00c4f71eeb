import { fileURLToPath } from 'node:url';
import { Resvg } from '@resvg/resvg-js';
import { FONT } from './palette.ts';

// resvg reads no woff, and a text in a font that it lacks vanishes without a word; so the font comes along, as ttf.
const fontFiles = ['400Regular/Inter_400Regular', '600SemiBold/Inter_600SemiBold', '700Bold/Inter_700Bold'].map(
  (name) => fileURLToPath(import.meta.resolve(`@expo-google-fonts/inter/${name}.ttf`)),
);

/** SVG → PNG at twice its size, for screens with twice the pixels. Its pixels grow the process, so it belongs into one of its own. */
export function rasterise(svg: string): Uint8Array {
  const options = { font: { fontFiles, loadSystemFonts: false, defaultFontFamily: FONT } };
  // As bytes, so that nothing depends on how a string is handed over.
  return new Resvg(Buffer.from(svg), { ...options, fitTo: { mode: 'zoom', value: 2 } }).render().asPng();
}

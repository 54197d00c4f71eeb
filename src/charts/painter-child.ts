import { type DrawingName, drawings } from './drawings.ts';
import { rasterise } from './rasterise.ts';

/** The child process of `painter.ts`. It draws one picture at a time, and ends when its parent does. */
process.on('message', ({ name, data }: { name: DrawingName; data: never }) => {
  try {
    process.send?.({ png: rasterise(drawings[name](data)) });
  } catch (error) {
    // An error's message may quote what is drawn. Its name does not.
    process.send?.({ failed: (error as Error).name });
  }
  // The pixels are outside JavaScript's heap, so they do not make the garbage collector run by themselves.
  globalThis.gc?.();
});
process.on('disconnect', () => process.exit(0));

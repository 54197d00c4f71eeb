import { type DrawingName, drawings } from './drawings.ts';
import { rasterise } from './rasterise.ts';

/** The far end of `painter.ts`: draws one picture at a time, and ends when its parent does. */
process.on('message', ({ name, data }: { name: DrawingName; data: never }) => {
  try {
    process.send?.({ png: rasterise(drawings[name](data)) });
  } catch (error) {
    // The words of an error may quote what is drawn; its kind does not.
    process.send?.({ failed: (error as Error).name });
  }
  // A picture's pixels lie outside of JavaScript's heap, so that nothing else would make the collector take them.
  globalThis.gc?.();
});
process.on('disconnect', () => process.exit(0));

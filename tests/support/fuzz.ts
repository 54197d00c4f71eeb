import fc from 'fast-check';

/** How many times as many examples a property is tried on as usually: `FUZZ_TIMES`, for a night. */
export const FUZZ_TIMES = Number(process.env.FUZZ_TIMES ?? 1);

/** The number of examples, where a property says it itself. */
export const runs = (usual: number): number => usual * FUZZ_TIMES;

fc.configureGlobal({ numRuns: runs(100) });

// jstat ships no types; these are the functions that are used.
declare module 'jstat' {
  const jstat: {
    studentt: { cdf(x: number, degreesOfFreedom: number): number; inv(p: number, degreesOfFreedom: number): number };
    normal: {
      cdf(x: number, mean: number, deviation: number): number;
      inv(p: number, mean: number, deviation: number): number;
    };
    gammaln(x: number): number;
  };
  export default jstat;
}

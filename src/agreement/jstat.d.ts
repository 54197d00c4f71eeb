// jstat ships no types; these are the functions that are used.
declare module 'jstat' {
  const jstat: {
    studentt: { cdf(x: number, degreesOfFreedom: number): number; inv(p: number, degreesOfFreedom: number): number };
  };
  export default jstat;
}

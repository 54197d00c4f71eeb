export const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

/** log σ(x), without overflow for large |x|. */
export const logLogistic = (x: number): number => (x > 0 ? -Math.log1p(Math.exp(-x)) : x - Math.log1p(Math.exp(x)));

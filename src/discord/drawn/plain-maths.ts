const NAMES: Readonly<Record<string, string>> = {
  ...{ alpha: 'α', beta: 'β', gamma: 'γ', delta: 'δ', epsilon: 'ε', varepsilon: 'ε', zeta: 'ζ', eta: 'η', theta: 'θ' },
  ...{ iota: 'ι', kappa: 'κ', lambda: 'λ', mu: 'μ', nu: 'ν', xi: 'ξ', pi: 'π', rho: 'ρ', sigma: 'σ', tau: 'τ' },
  ...{ upsilon: 'υ', phi: 'φ', varphi: 'φ', chi: 'χ', psi: 'ψ', omega: 'ω', Gamma: 'Γ', Delta: 'Δ', Theta: 'Θ' },
  ...{
    Lambda: 'Λ',
    Xi: 'Ξ',
    Pi: 'Π',
    Sigma: 'Σ',
    Phi: 'Φ',
    Psi: 'Ψ',
    Omega: 'Ω',
    infty: '∞',
    partial: '∂',
    nabla: '∇',
  },
  ...{ times: '×', cdot: '·', div: '÷', pm: '±', mp: '∓', ast: '∗', circ: '∘', le: '≤', leq: '≤', ge: '≥', geq: '≥' },
  ...{ ne: '≠', neq: '≠', approx: '≈', equiv: '≡', sim: '∼', propto: '∝', ll: '≪', gg: '≫', to: '→', rightarrow: '→' },
  ...{ leftarrow: '←', Rightarrow: '⇒', implies: '⇒', iff: '⇔', leftrightarrow: '↔', mapsto: '↦', in: '∈', notin: '∉' },
  ...{ subset: '⊂', subseteq: '⊆', cup: '∪', cap: '∩', emptyset: '∅', forall: '∀', exists: '∃', land: '∧', lor: '∨' },
  ...{ neg: '¬', sum: '∑', prod: '∏', int: '∫', ldots: '…', dots: '…', cdots: '⋯', degree: '°', angle: '∠', hbar: 'ℏ' },
  ...{ sin: 'sin', cos: 'cos', tan: 'tan', log: 'log', ln: 'ln', exp: 'exp', lim: 'lim', max: 'max', min: 'min' },
  ...{ left: '', right: '', quad: ' ', qquad: ' ' },
};
type Signs = ReadonlyMap<string, string>;
const signs = (from: string, to: string): Signs => new Map([...from].map((sign, at) => [sign, [...to][at] ?? '']));
const LOW = signs('0123456789+-=()aehijklmnoprstuvx', '₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ');
const HIGH = signs('0123456789+-=()abcdefghijklmnoprstuvwxyz', '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ');

const grouped = (part: string) => (/^[\p{L}\p{N}.]+$/u.test(part.trim()) ? part.trim() : `(${part.trim()})`);

/**
 * A simple formula of LaTeX in Unicode, such as `x² ≤ π`.
 * @returns null when signs alone cannot say it
 */
export function plainMaths(latex: string): string | null {
  if (/[$`\n]|\\\\/.test(latex)) return null;
  let text = latex;
  for (let before = ''; before !== text; ) {
    before = text;
    text = text
      .replace(/\\(?:text|mathrm|mathbf|mathit|operatorname|boxed)\s*\{([^{}\\]*)\}/g, '$1')
      .replace(/\\[dt]?frac\s*\{([^{}\\]*)\}\s*\{([^{}\\]*)\}/g, (_, top, below) => `${grouped(top)}/${grouped(below)}`)
      .replace(/\\sqrt\s*\{([^{}\\]*)\}/g, (_, root) => `√${grouped(root)}`)
      .replace(/\\([A-Za-z]+)[ \t]*/g, (whole, name) => {
        const sign = Object.hasOwn(NAMES, name) ? NAMES[name] : undefined;
        return sign === undefined ? whole : `${sign}${/\s$/.test(whole) && sign !== '' ? ' ' : ''}`;
      })
      .replace(/\\([%&#])/g, '$1')
      .replace(/\\[,;: ]/g, ' ')
      .replace(/\\!/g, '')
      .replace(/([\^_])(?:\{([^{}\\^_]+)\}|([\p{L}\p{N}+-]))/gu, (whole, way, group, one) => {
        const found = [...(group ?? one).replaceAll(' ', '')].map((sign) => (way === '_' ? LOW : HIGH).get(sign));
        return found.includes(undefined) ? whole : found.join('');
      });
  }
  return /[\\{}^_&]/.test(text) || text.trim() === '' ? null : text.replace(/\s+/g, ' ').trim();
}

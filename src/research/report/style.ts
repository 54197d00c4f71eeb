/** The page's style sheet: dark or light by the reader's system, black on white on paper. */
export const style = `
:root { color-scheme: light dark; --ground: #ffffff; --panel: #f4f5f7; --ink: #1b1d22; --muted: #5a5f69; --line: #cfd3da; --judge: #b87503; --people: #16806a; --part: #4a6fa5; }
@media (prefers-color-scheme: dark) { :root { --ground: #17181b; --panel: #202226; --ink: #eceef1; --muted: #a9afb9; --line: #43474f; --judge: #f0b232; --people: #4fc3a1; --part: #8fb4e8; } }
@media print { :root { color-scheme: light; --ground: #fff; --panel: #fff; --ink: #000; --muted: #444; --line: #bbb; --judge: #a06400; --people: #0f6b58; --part: #35598c; } section { break-inside: avoid-page; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.55 Inter, system-ui, -apple-system, "Segoe UI", sans-serif; }
main { max-width: 1120px; margin: 0 auto; padding: 32px 20px 64px; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .4em; }
h2 { font-size: 1.3rem; margin: 2.6em 0 .4em; }
p { margin: .5em 0; max-width: 70ch; }
.lead { font-size: 1.1rem; }
.simulated { border: 2px solid var(--judge); border-radius: 12px; padding: 10px 14px; }
.definition, .scope { color: var(--muted); }
figure { margin: 1.2em 0; padding: 14px; background: var(--panel); border-radius: 12px; }
figure svg { display: block; width: 100%; height: auto; max-width: 820px; margin: 0 auto; }
figure svg.narrow { display: none; }
.table { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; min-width: 620px; font-variant-numeric: tabular-nums; margin: 1em 0; }
caption { text-align: left; font-weight: 600; padding: 6px 0; }
th, td { text-align: left; padding: 6px 14px 6px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
td.number, th.number { text-align: right; }
thead th { font-weight: 600; color: var(--muted); }
tbody th { font-weight: 500; min-width: 8em; max-width: 18em; overflow-wrap: anywhere; }
dl { display: grid; gap: 6px 28px; grid-template-columns: repeat(auto-fit, minmax(min(100%, 30ch), 1fr)); }
dt { font-weight: 600; }
dd { margin: 0; color: var(--muted); }
small { color: var(--muted); }
@media screen and (max-width: 640px) {
  main { padding: 20px 14px 48px; }
  figure { padding: 8px; }
  figure svg.wide { display: none; }
  figure svg.narrow { display: block; }
  table, caption, tbody, tr, tbody th, td { display: block; min-width: 0; max-width: none; }
  thead { display: none; }
  tr { padding: 8px 0; border-bottom: 1px solid var(--line); }
  tbody th, td, td.number { border: 0; padding: 1px 0; text-align: left; }
  tbody th { font-weight: 600; }
  td::before { content: attr(data-head) ": "; color: var(--muted); }
}
`;

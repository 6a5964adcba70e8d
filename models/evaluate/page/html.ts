import { darkRules, element, escapeText } from '../plot/svg.ts';
import type { Row } from '../table/rows.ts';

const STYLE = `
:root{color-scheme:light dark;--ink:#222;--paper:#fff;--faint:#666;--line:#ddd;--met:#00694d;--missed:#a33c00}
body{margin:2rem auto;max-width:68rem;padding:0 1rem;font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2.2rem}
table{border-collapse:collapse;width:100%;font-size:.88rem}th,td{text-align:left;padding:.25rem .6rem .25rem 0;border-bottom:1px solid var(--line);vertical-align:top}
th{font-weight:600}td.number,th.number{text-align:right;font-variant-numeric:tabular-nums}tr.section th{padding-top:1.1rem;color:var(--faint)}
.met{color:var(--met)}.missed{color:var(--missed);font-weight:600}.faint{color:var(--faint)}
svg{max-width:100%;height:auto;display:block;margin:.6rem 0}figure{margin:1rem 0}figcaption{color:var(--faint);font-size:.88rem;max-width:46rem}
code{font-size:.85em}summary{cursor:pointer;margin:.6rem 0}
@media (prefers-color-scheme:dark){:root{--ink:#e4e4e4;--paper:#16181a;--faint:#a5a5a5;--line:#3a3d40;--met:#3ddbb0;--missed:#ff9a4d}${darkRules()}}
`;

/** A page that needs nothing from anywhere else: no script, no font, no network. */
export function page(title: string, ...body: readonly string[]): string {
  return `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeText(title)}</title><style>${STYLE}</style></head>
<body><h1>${escapeText(title)}</h1>\n${body.join('\n')}\n</body></html>\n`;
}

export function section(title: string, ...body: readonly string[]): string {
  return `<h2>${escapeText(title)}</h2>\n${body.join('\n')}`;
}

export function paragraph(text: string): string {
  return element('p', {}, escapeText(text));
}

export function figure(svg: string, caption: string): string {
  return element('figure', {}, svg, element('figcaption', {}, escapeText(caption)));
}

/** A table; columns whose head starts with "#" hold numbers and stand to the right. */
export function htmlTable(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const isNumber = heads.map((head) => head.startsWith('#'));
  const cells = (name: string, row: readonly string[]) =>
    row.map((cell, i) => element(name, { class: isNumber[i] ? 'number' : undefined }, escapeText(cell))).join('');
  const head = element(
    'tr',
    {},
    cells(
      'th',
      heads.map((one) => one.replace(/^#/, '')),
    ),
  );
  return element('table', {}, head, ...rows.map((row) => element('tr', {}, cells('td', row))));
}

/** The table of all figures, a heading for each section. */
export function figureTable(rows: readonly Row[]): string {
  const heads = ['', 'ours', 'goal', '', 'others', "others' source"];
  const lines = [element('tr', {}, heads.map((one) => element('th', {}, one)).join(''))];
  let before = '';
  for (const row of rows) {
    if (row.section !== before)
      lines.push(
        element('tr', { class: 'section' }, element('th', { colspan: heads.length }, escapeText(row.section))),
      );
    before = row.section;
    const ours =
      row.verdict === 'not run' ? element('span', { class: 'faint' }, escapeText(row.ours)) : escapeText(row.ours);
    const verdict = row.verdict === 'not run' ? '' : row.verdict;
    lines.push(
      element(
        'tr',
        {},
        element('td', {}, escapeText(row.what.trim())),
        element('td', {}, ours),
        element('td', {}, escapeText(row.goal)),
        element('td', { class: verdict === '' ? undefined : verdict }, verdict),
        element('td', {}, escapeText(row.peers)),
        element('td', { class: 'faint' }, escapeText(row.peers === '' ? '' : row.source)),
      ),
    );
  }
  return element('table', {}, ...lines);
}

export function folded(summary: string, ...body: readonly string[]): string {
  return element('details', {}, element('summary', {}, escapeText(summary)), ...body);
}

export function percent(share: number | null): string {
  return share === null || Number.isNaN(share) ? '–' : `${(100 * share).toFixed(1)} %`;
}

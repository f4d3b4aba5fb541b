import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { renderReport } from '../../../src/model/report/renderReport.ts';
import { REPORT_FORMATS } from '../../../src/protocol/report.ts';
import type { ReportSource } from '../../../src/model/report/reportContent.ts';
import type { Comparison } from '../../../src/protocol/comparison.ts';
import type { ReplayCheck } from '../../../src/protocol/replay.ts';
import {
  checkOf,
  comparisonOf,
  estimated,
  figures,
  measured,
  polledMinute,
} from '../../support/comparisons.ts';

function sourceOf(comparison: Comparison, check: ReplayCheck | null = null): ReportSource {
  return { comparison, check, title: 'ticks · localhost:8080', createdAt: '2026-01-01T10:20:30.000Z' };
}

/** What is between tags, as a reader sees it. */
function shownText(html: string): string {
  return html
    .replace(/<style>.*?<\/style>/s, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');
}

describe('a report', () => {
  const full = sourceOf(polledMinute(), checkOf({ requests: 0.012, delayMs: -3 }));

  it('has in every format the advice, each figure, capacity, the check and what was assumed', () => {
    const html = shownText(renderReport('html', full));
    for (const text of [html, renderReport('markdown', full)]) {
      assert.match(
        text,
        /SSE fits this feed, if only the server has to talk: 1 request where short polling needed 120/,
      );
      assert.match(text, /Recommended: SSE/);
      assert.match(text, /92 % of 120 polls brought nothing/);
      assert.match(text, /Heads in/);
      assert.match(text, /≈ 21/);
      assert.match(text, /1,000,000 clients/);
      assert.match(text, /1 \(\+1\.2 %\)/);
      assert.match(text, /4\.0 ms \(−3\.0 ms\)/);
      assert.match(text, /Short polling asks every/);
      assert.match(text, /2026-01-01 10:20 UTC/);
    }
    const document = JSON.parse(renderReport('json', full)) as Record<string, unknown>;
    assert.deepEqual([document['format'], document['version']], ['realtime-inspector/comparison', 1]);
    for (const name of [
      'title',
      'createdAt',
      'advice',
      'columns',
      'assumptions',
      'capacity',
      'check',
      'notes',
      'doubts',
    ])
      assert.ok(name in document, name);
  });

  it('has in each row of a table as many cells as there are columns', () => {
    const lines = renderReport('markdown', full)
      .split('\n')
      .filter((line) => line.startsWith('|'));
    const tables = renderReport('markdown', full)
      .split(/\n\n/)
      .filter((part) => part.startsWith('|'));
    assert.ok(tables.length >= 5 && lines.length > 50);
    for (const table of tables) {
      const counts = table
        .trimEnd()
        .split('\n')
        .map((line) => line.split(/(?<!\\)\|/).length);
      assert.equal(new Set(counts).size, 1, table);
    }
  });

  it('is one HTML file that loads and runs nothing, with a description of each chart', () => {
    const html = renderReport('html', full);
    assert.match(
      html,
      /<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">/,
    );
    assert.doesNotMatch(
      html,
      /<(?:script|link|img|iframe|a|form)\b|\s(?:on\w+|src|href|style)=|url\(|@import/i,
    );
    const charts = Array.from(html.matchAll(/<svg [^>]*aria-label="([^"]+)"/g), ([, label]) => label);
    assert.equal(charts.length, 4);
    assert.match(charts[0] ?? '', /Requests: Short polling 120, measured; Long polling 21, estimated/);
  });

  it('has bars whose parts are as long as all wire bytes', () => {
    const html = renderReport('html', full);
    const bytes = /<figcaption>Wire bytes<\/figcaption><svg.*?<\/svg>/s.exec(html)?.[0] ?? assert.fail();
    for (const [group] of bytes.matchAll(/<g class="estimated">.*?<\/g>/gs)) {
      const widths = [...group.matchAll(/class="(\w+)"[^>]*width="([\d.]+)"/g)];
      const outline = widths.find(([, name]) => name === 'outline')?.[2];
      const parts = widths.filter(([, name]) => name !== 'outline');
      const sum = parts.reduce((total, [, , width]) => total + Number(width), 0);
      assert.ok(Math.abs(sum - Number(outline)) < 0.2);
    }
  });

  it('gives no credentials away that an address has in it', () => {
    const label = 'https://user:hunter2@example.org/feed?access_token=s3cret&page=2';
    const comparison = comparisonOf([measured('sse', figures(), { label }), estimated('short-polling')]);
    for (const format of REPORT_FORMATS) {
      const text = renderReport(format, sourceOf(comparison));
      assert.doesNotMatch(text, /hunter2|s3cret/, format);
      assert.match(text, /page=2/, format);
    }
  });
});

describe('a report of hostile texts', () => {
  const hostile = [
    '<img src=x onerror=alert(1)>',
    '</style></title></svg><script>alert(1)</script>',
    "\"><b onmouseover='alert(1)'>&lt;",
    '\u001b[31mred\u001b[0m \u202egnp.exe\u2066',
    '| a | b |\n\n# head\n- [x](javascript:alert(1)) ![i](http://evil/) `code` **bold** ~~no~~ <!-- -->',
  ].join(' ');
  const comparison = comparisonOf(
    [
      measured('sse', figures(), { label: hostile, caveats: [hostile] }),
      estimated('short-polling', figures(), {
        caveats: [hostile],
        inputs: [{ label: hostile, bytes: 1, basis: 'measured' }],
      }),
      { kind: 'unknown', method: 'websocket', reason: hostile },
    ],
    { notes: [hostile], doubts: [hostile] },
  );
  const check = { ...checkOf({}), notes: [hostile] };
  const source: ReportSource = { comparison, check, title: hostile, createdAt: hostile };

  it('has none of their markup in HTML, and shows them as they are', () => {
    const html = renderReport('html', source);
    assert.doesNotMatch(html, /<(?:img|script|b)\b|<!--/);
    assert.equal(html.match(/<\/style>/g)?.length, 1);
    assert.equal(html.match(/<\/title>/g)?.length, 1);
    // Attributes are the report's own: what is quoted in one does not end it.
    for (const [tag] of html.matchAll(/<[a-z][^>]*>/g))
      assert.match(tag, /^<[a-z\d]+(?: [a-zA-Z-]+="[^"<]*")*>$/);
    assert.match(html, /&lt;img src=x onerror=alert\(1\)&gt;/);
  });

  it('has nothing but text of them in Markdown', () => {
    const markdown = renderReport('markdown', source);
    assert.doesNotMatch(markdown, /<(?!br>)/);
    // A backslash before each character that means something.
    assert.doesNotMatch(markdown, /(?<!\\)\[x|(?<!\\)!\\\[|(?<!\\)`|(?<!\\)~/);
    assert.doesNotMatch(markdown, /^# head|^- \[x/m);
    assert.equal(markdown.split('\n').filter((line) => line.startsWith('# ')).length, 1);
  });

  it('shows what drives terminals and turns text around as symbols', () => {
    for (const format of ['html', 'markdown'] as const) {
      const text = renderReport(format, source);
      // eslint-disable-next-line no-control-regex -- It is what must not be there.
      assert.doesNotMatch(text, /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/u);
      assert.match(text, /␛/);
      assert.match(text, /⟨202E⟩/);
    }
  });
});

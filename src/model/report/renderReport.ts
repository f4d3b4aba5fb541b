import type { ReportFormat } from '../../protocol/report.ts';
import { comparisonHtml } from './comparisonHtml.ts';
import { comparisonJson } from './comparisonJson.ts';
import { comparisonMarkdown } from './comparisonMarkdown.ts';
import type { ReportSource } from './reportContent.ts';

/** A whole comparison, with its advice, as one file. */
export function renderReport(format: ReportFormat, source: ReportSource): string {
  switch (format) {
    case 'markdown':
      return comparisonMarkdown(source);
    case 'html':
      return comparisonHtml(source);
    case 'json':
      return comparisonJson(source);
  }
}

import type { PropertyDeclarations } from 'lit';
import type { Comparison } from '../../../protocol/comparison.ts';
import { View } from '../../dom/view.ts';

/** A part of the Compare tab: it is given the comparison, which its pane reads for all of them. */
export abstract class ComparisonPart extends View {
  static override properties: PropertyDeclarations = {
    ...View.properties,
    comparison: { attribute: false },
  };

  declare comparison: Comparison;
}

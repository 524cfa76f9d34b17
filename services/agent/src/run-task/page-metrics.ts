import { Counter, type Registry } from 'prom-client';
import type { Delivery, GateVisit, PageAuthor } from '../data/delivery.repository.js';

const author = ['provider', 'model', 'prompt_version'] as const;

const labelsOf = ({ provider, model, prompt_version }: PageAuthor) => ({
  provider,
  model,
  // The studio has no prompt.
  prompt_version: prompt_version ?? '',
});

/** Counts pages by who wrote them: what the gate said, and the cards that were delivered with what they cost. */
export function createPageMetrics(registry: Registry) {
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[]): Counter<L> =>
    new Counter({ name, help, labelNames, registers: [registry] });
  const verdicts = counter('gate_verdicts_total', 'Pages by what the gate said: pass, reject', ['verdict', ...author]);
  const cards = counter('delivered_cards_total', 'Cards that were delivered, by who wrote their page', author);
  const cost = counter(
    'delivered_cards_cost_micros_total',
    'Known cost of these cards, all stages, in millionths of the currency of MODEL_PRICES',
    author,
  );
  return {
    observeVisit: ({ verdict }: GateVisit, by: PageAuthor): void => verdicts.inc({ ...labelsOf(by), verdict }),
    observeDelivery: (delivery: Delivery): void => {
      cards.inc(labelsOf(delivery));
      cost.inc(labelsOf(delivery), delivery.cost_micros);
    },
  };
}

import { AppError } from '@mojian/contracts/app-error';

/** The seven strings of GB 45438-2025 (annex on implicit labels of file metadata), in the order the standard lists them. */
export interface AigcLabel {
  /** `1`: the content is made by AI. */
  readonly Label: '1';
  readonly ContentProducer: string;
  readonly ProduceID: string;
  readonly ReservedCode1: string;
  readonly ContentPropagator: string;
  readonly PropagateID: string;
  readonly ReservedCode2: string;
}

interface LabelFacts {
  /** Code of the provider of the generating service; configuration. */
  readonly producer: string;
  /** The producer's own number of this content. */
  readonly produceId: string;
  /** The producer's own security check, e.g. a digest; empty unless told. */
  readonly producerCheck?: string;
}

const keys = [
  'Label',
  'ContentProducer',
  'ProduceID',
  'ReservedCode1',
  'ContentPropagator',
  'PropagateID',
  'ReservedCode2',
] as const satisfies readonly (keyof AigcLabel)[];

/** Letters, digits and a few signs: safe unescaped in JSON, XML and an attribute in single quotes. */
const safe = /^[A-Za-z0-9._:/+=@-]{0,128}$/;

const checked = (name: string, value: string): string => {
  if (safe.test(value)) return value;
  throw new AppError('INTERNAL', `AIGC label: ${name} is not restricted ASCII of at most 128 characters`);
};

/**
 * The label of one piece of content at its first write, when the propagator is the producer.
 * @throws AppError `INTERNAL` when a value holds anything but letters, digits and `._:/+=@-`.
 */
export const aigcLabel = ({ producer, produceId, producerCheck = '' }: LabelFacts): AigcLabel => {
  if (producer === '' || produceId === '') throw new AppError('INTERNAL', 'AIGC label: producer and number are needed');
  return {
    Label: '1',
    ContentProducer: checked('producer', producer),
    ProduceID: checked('produceId', produceId),
    ReservedCode1: checked('producerCheck', producerCheck),
    ContentPropagator: producer,
    PropagateID: produceId,
    ReservedCode2: '',
  };
};

/** The label as its JSON, keys in the standard's order. */
export const labelJson = (label: AigcLabel): string => JSON.stringify(label, [...keys]);

/** Reads what `labelJson` wrote; null for anything else. */
export const parseLabel = (json: string): AigcLabel | null => {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return null; // Foreign metadata: not a label, and no error of ours.
  }
  return isLabel(value) ? value : null;
};

const isLabel = (value: unknown): value is AigcLabel =>
  typeof value === 'object' &&
  value !== null &&
  keys.every((key) => typeof Object.entries(value).find(([name]) => name === key)?.[1] === 'string');

import type { placeKinds } from '@mojian/contracts/sensed';

type PlaceKind = (typeof placeKinds)[number];

/** AMap's codes of places that a card may name, the longest first. Homes, offices and shops are not among them. */
const kindsByCode: readonly (readonly [code: string, kind: PlaceKind | 'by-name' | 'unsaid'])[] = [
  ['110204', 'unsaid'],
  ['110205', 'temple'],
  ['110208', 'sea'],
  ['110104', 'unsaid'],
  ['110105', 'unsaid'],
  ['1101', 'park'],
  ['1100', 'by-name'],
  ['1102', 'by-name'],
  ['141201', 'campus'],
  ['150200', 'station'],
];

const kindsByName: readonly (readonly [RegExp, PlaceKind])[] = [
  [/湖|潭|水库/, 'lake'],
  [/古镇|古城|老街|故宫|古街/, 'oldtown'],
  [/寺|庙|道观|禅院/, 'temple'],
  [/山|峰|岭|峡谷/, 'mountain'],
  [/海|湾|沙滩|岛/, 'sea'],
  [/江|河|溪/, 'river'],
  [/草原|牧场/, 'grassland'],
  [/村|寨/, 'village'],
  [/公园|园林|植物园|湿地/, 'park'],
];

/** What kind of place of note it is; null when its kind is not told, undefined when a card should not name it. */
export const landmarkKindOf = (code: string, name: string): PlaceKind | null | undefined => {
  const kind = kindsByCode.find(([prefix]) => code.startsWith(prefix))?.[1];
  if (kind === undefined || kind === 'unsaid') return undefined;
  if (kind !== 'by-name') return kind;
  return kindsByName.find(([words]) => words.test(name))?.[1] ?? null;
};

declare module 'which-polygon' {
  interface Feature<Properties> {
    readonly properties: Properties;
    readonly geometry: unknown;
  }
  /** Answers the properties of the first feature that contains `[longitude, latitude]`. */
  export default function whichPolygon<Properties>(collection: {
    readonly features: readonly Feature<Properties>[];
  }): (point: readonly [longitude: number, latitude: number]) => Properties | null;
}

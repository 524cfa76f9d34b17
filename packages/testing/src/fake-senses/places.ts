/** What is where in GCJ-02, as the vendors of maps in China have it. */
interface KnownPlace {
  readonly south: number;
  readonly west: number;
  readonly north: number;
  readonly east: number;
  readonly province: string;
  /** Empty where the level is missing: municipalities, and counties directly under a province. */
  readonly city: string;
  readonly district: string;
  readonly adcode: string;
}

const knownPlaces: readonly KnownPlace[] = [
  {
    south: 30.1,
    west: 120.0,
    north: 30.35,
    east: 120.18,
    province: '浙江省',
    city: '杭州市',
    district: '西湖区',
    adcode: '330106',
  },
  {
    south: 39.85,
    west: 116.25,
    north: 40.1,
    east: 116.4,
    province: '北京市',
    city: '',
    district: '海淀区',
    adcode: '110108',
  },
  {
    south: 30.3,
    west: 113.3,
    north: 30.5,
    east: 113.6,
    province: '湖北省',
    city: '',
    district: '仙桃市',
    adcode: '429004',
  },
  {
    south: 25.5,
    west: 100.1,
    north: 25.8,
    east: 100.4,
    province: '云南省',
    city: '大理白族自治州',
    district: '大理市',
    adcode: '532901',
  },
];

/** Null outside of the few that are known. */
export const placeAt = (longitude: number, latitude: number): KnownPlace | null =>
  knownPlaces.find(
    ({ south, west, north, east }) => latitude >= south && latitude < north && longitude >= west && longitude < east,
  ) ?? null;

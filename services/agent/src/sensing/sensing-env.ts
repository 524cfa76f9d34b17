import { z } from 'zod';

const host = z
  .string()
  .regex(/^(https?:\/\/)?[A-Za-z0-9.-]{1,253}(:\d{1,5})?\/?$/, 'must be a host name or an origin')
  .transform((text) => (text.includes('://') ? text : `https://${text}`));

/** A PEM in one line, as variables hold it: `\n` written out. */
const pem = z
  .string()
  .transform((text) => text.replaceAll('\\n', '\n').trim())
  .refine((text) => /^-----BEGIN PRIVATE KEY-----\n[\s\S]{1,1000}\n-----END PRIVATE KEY-----$/.test(text), {
    error: 'must be a PKCS #8 private key in PEM',
  });

const origin = (fallback: string, what: string) =>
  z
    .url({ protocol: /^https?$/ })
    .default(fallback)
    .describe(`Where ${what} is reached`);

/** Who is asked about places, weather and trends: nobody unless set. Cells of about 1 km are asked about, never a person's position. */
export const sensingEnv = {
  AMAP_KEY: z
    .string()
    .optional()
    .describe('Key of a web service of AMap (高德); set, places in China are asked there first'),
  AMAP_URL: origin('https://restapi.amap.com', 'AMap'),
  TENCENT_LBS_KEY: z
    .string()
    .optional()
    .describe('Key of the WebService of Tencent LBS (腾讯位置服务), asked about places when AMap does not answer'),
  TENCENT_LBS_URL: origin('https://apis.map.qq.com', 'Tencent LBS'),
  QWEATHER_HOST: host
    .optional()
    .describe(
      "The account's own API host at QWeather (和风天气), as abc123.def.qweatherapi.com; asked about weather first",
    ),
  QWEATHER_KEY: z.string().optional().describe('API key of QWeather; or set the three QWEATHER_JWT_ variables'),
  QWEATHER_JWT_PROJECT: z.string().optional().describe('Id of the project at QWeather, when tokens are signed'),
  QWEATHER_JWT_KEY_ID: z.string().optional().describe('Id of the credential at QWeather, when tokens are signed'),
  QWEATHER_JWT_PRIVATE_KEY: pem
    .optional()
    .describe('Ed25519 private key (PKCS #8, PEM, line ends written as \\n), when tokens are signed'),
  OPEN_METEO_URL: z
    .union([z.literal('on').transform(() => 'https://api.open-meteo.com'), z.url({ protocol: /^https?$/ })])
    .optional()
    .describe(
      'Address of an Open-Meteo server, or on for the public one (non-commercial use); asked about weather after QWeather',
    ),
  OPENWEATHER_KEY: z.string().optional().describe('API key of OpenWeather, asked about weather last'),
  OPENWEATHER_URL: origin('https://api.openweathermap.org', 'OpenWeather'),
  TRENDS_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Address of a DailyHotApi server; set, its gentle topics are told instead of the almanac’s'),
  TRENDS_LISTS: z
    .string()
    .regex(/^[a-z0-9-]{1,40}(,[a-z0-9-]{1,40}){0,5}$/, 'must be up to six names of lists, separated by commas')
    .default('weibo,douyin,zhihu-daily')
    .describe('Lists of that server that are read, separated by commas'),
};

const SensingEnv = z.object(sensingEnv);
export type SensingEnv = z.output<typeof SensingEnv>;

/** Tells of variables of QWeather that are of no use without others. */
export function checkSensing(env: SensingEnv, context: z.core.$RefinementCtx): void {
  const refuse = (variable: keyof SensingEnv, message: string) =>
    context.addIssue({ code: 'custom', path: [variable], message, input: env });
  const parts = [env.QWEATHER_JWT_PROJECT, env.QWEATHER_JWT_KEY_ID, env.QWEATHER_JWT_PRIVATE_KEY];
  const given = parts.filter((part) => part !== undefined).length;
  const credential = given > 0 || env.QWEATHER_KEY !== undefined;
  if (given > 0 && given < parts.length) {
    refuse('QWEATHER_JWT_PROJECT', 'belongs together with QWEATHER_JWT_KEY_ID and QWEATHER_JWT_PRIVATE_KEY');
  }
  if (env.QWEATHER_HOST !== undefined && !credential) {
    refuse('QWEATHER_HOST', 'needs QWEATHER_KEY or the three QWEATHER_JWT_ variables');
  }
  if (env.QWEATHER_HOST === undefined && credential) {
    refuse('QWEATHER_HOST', 'is where the credential of QWeather is good');
  }
}

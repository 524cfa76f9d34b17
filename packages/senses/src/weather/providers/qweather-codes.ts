import type { ConditionName } from '../conditions.js';

/** QWeather's codes of conditions (`icon`); 15x and 35x are the nights of 10x and 30x. */
const known: Readonly<Record<string, ConditionName>> = {
  100: 'clear',
  101: 'cloudy',
  102: 'few-clouds',
  103: 'partly-cloudy',
  104: 'overcast',
  300: 'showers',
  301: 'heavy-showers',
  302: 'thundershowers',
  303: 'thundershowers',
  304: 'hail',
  305: 'light-rain',
  306: 'moderate-rain',
  307: 'heavy-rain',
  308: 'rainstorm',
  309: 'drizzle',
  310: 'rainstorm',
  311: 'rainstorm',
  312: 'rainstorm',
  313: 'freezing-rain',
  314: 'light-rain',
  315: 'moderate-rain',
  316: 'heavy-rain',
  317: 'rainstorm',
  318: 'rainstorm',
  400: 'light-snow',
  401: 'moderate-snow',
  402: 'heavy-snow',
  403: 'snowstorm',
  404: 'sleet',
  405: 'sleet',
  406: 'sleet',
  407: 'snow-showers',
  408: 'light-snow',
  409: 'moderate-snow',
  410: 'heavy-snow',
  456: 'sleet',
  457: 'snow-showers',
  500: 'mist',
  501: 'fog',
  502: 'haze',
  503: 'dust',
  504: 'dust',
  507: 'sandstorm',
  508: 'sandstorm',
  509: 'dense-fog',
  510: 'dense-fog',
  511: 'haze',
  512: 'haze',
  513: 'haze',
  514: 'dense-fog',
  515: 'dense-fog',
};

/** The condition of a code; new codes come, so one that is unknown still says rain or snow. Hot, cold and 999 say nothing. */
export const qweatherCondition = (code: string): ConditionName | null => {
  const byDay = code.replace(/^([13])5(\d)$/, '$10$2');
  const condition = known[code] ?? known[byDay];
  if (condition) return condition;
  if (/^3\d\d$/.test(code)) return 'rain';
  return /^4\d\d$/.test(code) ? 'snow' : null;
};

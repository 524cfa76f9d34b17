import { redact } from '@mojian/telemetry/redact';

/** Names of values that say who a person is: that they changed is audited, what they were is not. */
const personal = /^(?:email|username|nickname|avatar|avatar_url|full_name|phone|openid|subject|user_input|words)$/i;
const mask = '***';

/** A copy of changed values that is fit to be kept for years. */
export function maskValues(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const masked = Object.entries(values).map(([name, value]) => {
    const isPersonal = personal.test(name) && value !== null && value !== undefined;
    return [name, isPersonal ? mask : value] as const;
  });
  return Object.fromEntries(Object.entries(redact(Object.fromEntries(masked)) ?? {}));
}

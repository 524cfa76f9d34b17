/** A POST of JSON; the key goes where OpenAI wants it. */
export const ask = (
  url: string,
  body: unknown,
  { headers = {}, signal }: { readonly headers?: Record<string, string>; readonly signal?: AbortSignal } = {},
): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', authorization: 'Bearer sk-one', ...headers },
    signal: signal ?? AbortSignal.timeout(10_000),
  });

/** The body, to be looked at as the spec likes. */
export const jsonOf = async (response: Response | Promise<Response>) => JSON.parse(await (await response).text());

export interface ServerEvent {
  readonly event: string | null;
  readonly data: string;
}

/** Events of a stream; comments are left out. */
export const eventsOf = (text: string): ServerEvent[] =>
  text
    .split('\n\n')
    .filter((frame) => frame !== '' && !frame.startsWith(':'))
    .map((frame) => ({
      event: /^event: (.*)$/m.exec(frame)?.[1] ?? null,
      data: /^data: (.*)$/m.exec(frame)?.[1] ?? '',
    }));

/** What came until the stream ended or broke off. */
export async function readUntilBroken(
  response: Response,
): Promise<{ readonly text: string; readonly broken: boolean }> {
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const chunk of response.body ?? []) text += decoder.decode(chunk, { stream: true });
    return { text, broken: false };
  } catch {
    // That it broke is what is asked.
    return { text, broken: true };
  }
}

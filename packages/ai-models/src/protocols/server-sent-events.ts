/** The data of each event of a stream (WHATWG HTML, 9.2); comments, names and ids are passed over. */
export async function* readEvents(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let data: string[] = [];
  for await (const line of readLines(body)) {
    if (line.startsWith('data:')) data.push(line.slice(line.startsWith('data: ') ? 6 : 5));
    if (line !== '' || data.length === 0) continue;
    yield data.join('\n');
    data = [];
  }
}

async function* readLines(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const bytes of body) {
    // Only what is new is searched: a line without an end costs no more than any other.
    const [first = '', ...more] = decoder.decode(bytes, { stream: true }).split('\n');
    const last = more.pop();
    if (last === undefined) {
      rest += first;
      continue;
    }
    for (const line of [rest + first, ...more]) yield line.replace(/\r$/, '');
    rest = last;
  }
}

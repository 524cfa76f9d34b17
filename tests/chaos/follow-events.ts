import { streamTaskEvents, TaskState } from '@mojian/contracts/routes/postcard.routes';

/** Without a word for so long, a stream is given up: services write at least every 15 s. */
const SILENT_MS = 40_000;

const isTerminal = ({ status }: TaskState): boolean => status === 'completed' || status === 'failed';

/** Reads a task's stream until its terminal state; undefined where the stream ends or breaks before. */
export async function followEvents(baseUrl: string, taskId: string, token: string): Promise<TaskState | undefined> {
  const address = `${baseUrl}${streamTaskEvents.path.replace(':task_id', taskId)}`;
  const given = new AbortController();
  let silence = setTimeout(() => given.abort(), SILENT_MS);
  try {
    const answer = await fetch(address, { headers: { authorization: `Bearer ${token}` }, signal: given.signal });
    if (!answer.ok || !answer.headers.get('content-type')?.startsWith('text/event-stream')) return undefined;
    let text = '';
    for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      clearTimeout(silence);
      silence = setTimeout(() => given.abort(), SILENT_MS);
      const events = `${text}${chunk}`.split('\n\n');
      text = events.pop() ?? '';
      const end = events.flatMap(statesIn).find(isTerminal);
      if (end) return end;
    }
    return undefined;
  } catch {
    // It broke, as streams do: whoever follows asks another way.
    return undefined;
  } finally {
    clearTimeout(silence);
    given.abort();
  }
}

const statesIn = (event: string): TaskState[] =>
  event
    .split('\n')
    .filter((line) => line.startsWith('data: '))
    .map((line) => TaskState.parse(JSON.parse(line.slice('data: '.length))));

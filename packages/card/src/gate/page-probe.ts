import { AppError } from '@mojian/contracts/app-error';
import type { CDPSession } from 'playwright-core';
import {
  bringIntoSight,
  covers,
  findLine,
  isClipped,
  isInside,
  isPainted,
  lineState,
  markedPart,
  obstacle,
  opacityOf,
  readable,
  readLines,
} from './probe-copy.js';
import { drawn, elementState, layout, pose, touchPoint } from './probe-element.js';

/** Everything that runs inside the page, as source: the functions name each other, so they stand in one closure. */
const parts = [
  covers,
  findLine,
  isInside,
  isPainted,
  isClipped,
  lineState,
  markedPart,
  obstacle,
  opacityOf,
  readable,
  readLines,
  bringIntoSight,
  drawn,
  elementState,
  layout,
  pose,
  touchPoint,
];
const source = `(()=>{${parts.map(String).join('\n')}\nreturn {readLines,drawn,elementState,layout,pose,touchPoint}})()`;

interface Probes {
  readonly readLines: typeof readLines;
  readonly drawn: typeof drawn;
  readonly elementState: typeof elementState;
  readonly layout: typeof layout;
  readonly pose: typeof pose;
  readonly touchPoint: typeof touchPoint;
}

type Answer<Name extends keyof Probes> = Awaited<ReturnType<Probes[Name]>>;

/** Calls a probe inside the page; arguments and result travel as JSON. */
export type Probe = <Name extends keyof Probes>(name: Name, ...args: Parameters<Probes[Name]>) => Promise<Answer<Name>>;

/** Puts the probes into a world of their own beside the page's: same document, but nothing the page can reach or redefine. */
export async function openProbe(cdp: CDPSession, frameUrl: string): Promise<Probe> {
  const { frameTree } = await cdp.send('Page.getFrameTree');
  const frame = frameTree.childFrames?.find((child) => child.frame.url === frameUrl)?.frame;
  if (frame === undefined) throw new AppError('INTERNAL', 'the card frame is gone');
  const { executionContextId: contextId } = await cdp.send('Page.createIsolatedWorld', { frameId: frame.id });
  const { result } = await cdp.send('Runtime.evaluate', { contextId, expression: source });
  return async <Name extends keyof Probes>(name: Name, ...args: Parameters<Probes[Name]>): Promise<Answer<Name>> => {
    const answer = await cdp.send('Runtime.callFunctionOn', {
      objectId: result.objectId,
      functionDeclaration: 'function(name, ...args) { return this[name](...args) }',
      arguments: [name, ...args].map((value) => ({ value })),
      returnByValue: true,
      awaitPromise: true,
    });
    if (answer.exceptionDetails) {
      throw new AppError('INTERNAL', `probe ${name}: ${answer.exceptionDetails.exception?.description ?? 'failed'}`);
    }
    // Both ends of the wire are this package's own code.
    return answer.result.value as Answer<Name>;
  };
}

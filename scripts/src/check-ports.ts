import { isPortFree } from '@mojian/embedded-stores/ports';
import { Refusal } from './command.js';
import { findPortHolder } from './port-holder.js';

export interface WantedPort {
  /** The variable that changes it. */
  readonly variable: string;
  readonly port: number;
  readonly what: string;
}

/** Why a port cannot be had and what to do, as one sentence. */
export const portSentence = ({ variable, port, what }: WantedPort, holder: string | undefined): string =>
  `Port ${port} for the ${what} is taken${holder ? ` by ${holder}` : ''}: end that program, or choose another port with ${variable}=….`;

const twiceSentence = (one: WantedPort, other: WantedPort): string =>
  `${one.variable} and ${other.variable} are both ${one.port}: give one of them another port.`;

/** Throws all that is wrong with the wanted ports, before anything is started on them. */
export const checkPorts = async (wanted: readonly WantedPort[]): Promise<void> => {
  const problems: string[] = [];
  for (const [index, one] of wanted.entries()) {
    const twin = wanted.slice(0, index).find(({ port }) => port === one.port);
    if (twin !== undefined) problems.push(twiceSentence(twin, one));
    else if (!(await isPortFree(one.port))) problems.push(portSentence(one, await findPortHolder(one.port)));
  }
  if (problems.length > 0) throw new Refusal(problems.join('\n'));
};

import { describe, expect, it } from '@jest/globals';
import { AppError } from '@mojian/contracts/app-error';
import { moonDesign } from '@mojian/testing/fake-models/card-writer';
import { readDesign } from './read-design.js';

const whyNot = (reply: string): string => {
  try {
    readDesign(reply);
    return 'read';
  } catch (error) {
    return error instanceof AppError && error.code === 'MODEL_REPLY_INVALID' ? error.message : String(error);
  }
};

const design = ({ cover = '<button data-cover>启</button>', front = '', more = '' } = {}): string =>
  `<style>.a{color:red}</style><template id="cover">${cover}</template><template id="front">${front}</template>${more}
<script type="application/json">[{"name":"启","gesture":"tap","target":"[data-cover]","expect":{"selector":"html","change":"class"}}]</script>`;

describe('readDesign', () => {
  it('finds the five parts among fences, prose and thinking', () => {
    const wrapped = `<think>首先 <style>x</style></think>好的：\n\`\`\`html\n${moonDesign('zh')}\n\`\`\`\n希望你喜欢。`;
    const read = readDesign(wrapped);
    expect(read).toEqual(readDesign(moonDesign('zh')));
    expect(read.style).toContain('.disc{');
    expect(read.cover).toContain('data-cover="moon"');
    expect(read.script).toContain("querySelector('.glow')");
    expect(read.interactions.map(({ target }) => target)).toEqual(['[data-cover]', '.glow']);
  });

  it('gives back balanced markup, so that a design cannot close what it stands in', () => {
    const { cover, front } = readDesign(
      design({ cover: '</main></section><div><button data-cover>启', front: '<p>灯</div></section>' }),
    );
    expect(cover).toBe('<div><button data-cover="">启</button></div>');
    expect(front).toBe('<p>灯</p>');
  });

  it.each([
    ['there is no <script type="application/json">', '<template id="cover"><button data-cover></button></template>'],
    ['there is no <template id="cover">', '<script type="application/json">[]</script>'],
    ['0 elements with data-cover', design({ cover: '<button>启</button>' })],
    ['2 elements with data-cover', design({ cover: '<b data-cover></b><b data-cover></b>' })],
    ['data-picture is in every page already', design({ front: '<div data-picture></div>' })],
    ['data-poem is in every page already', design({ cover: '<b data-cover><i data-poem></i></b>' })],
    ['<script> stands beside the templates', design({ front: '<script>1</script>' })],
    ['<style> stands beside the templates', design({ cover: '<style>a{}</style><b data-cover></b>' })],
    ['are not JSON', design().replace('[{', '[{,')],
    ['interactions', design().replace('"tap"', '"sing"')],
    ['style', design({ more: `<style>${'a{}'.repeat(5_000)}</style>` })],
  ])('tells a model: %s', (why, reply) => {
    expect(whyNot(reply)).toContain(why);
  });
});

import { describe, expect, it } from '@jest/globals';
import { readDesign } from '@mojian/card/assemble/read-design';
import { displayOf } from '@mojian/studio/pages/design-template';
import { moonDesign } from '@mojian/testing/fake-models/card-writer';
import { readEarlyDisplay } from './early-display.js';

describe('what a design says while it is being written', () => {
  it('is what the whole design says, known before its script and contract are there', () => {
    const answer = moonDesign('zh');
    const known = answer.indexOf('</template>', answer.indexOf('id="front"')) + '</template>'.length;
    expect(readEarlyDisplay(answer.slice(0, known - 1))).toBe('');
    expect(readEarlyDisplay(answer.slice(0, known))).toBe(displayOf(readDesign(answer)));
    expect(known).toBeLessThan(answer.length * 0.75);
  });
});
